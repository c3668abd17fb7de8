"""Announcing after the commit, once per audience, and never at the cost of the act."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from trustboard.live import regions
from trustboard.live.announcements import announce, close_streams_of, group_of, group_of_person, nobody_listening
from trustboard.live.regions import Region, region_called, register_region

KEY = UUID(int=5)


def broken(key: UUID, audience: str) -> str:
    raise ZeroDivisionError


REGIONS = [
    Region(
        name="rehearsal",
        audiences=("members", "public"),
        audience_of=lambda user, key: "public",
        version_of=lambda key: 3,
        render=lambda key, audience: f"for the {audience}",
    ),
    Region(
        name="broken",
        audiences=("public",),
        audience_of=lambda user, key: "public",
        version_of=lambda key: 3,
        render=broken,
    ),
]


@pytest.fixture(autouse=True)
def _regions(settings, monkeypatch) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    monkeypatch.setattr(regions, "_regions", {})
    for region in REGIONS:
        register_region(region)


class Listener:
    """Somebody who hears what one group is told."""

    def __init__(self, group: str) -> None:
        self.layer = get_channel_layer()
        self.channel = async_to_sync(self.layer.new_channel)()
        async_to_sync(self.layer.group_add)(group, self.channel)

    def heard(self) -> list[dict]:
        return list(self._heard())

    def _heard(self) -> Iterator[dict]:
        async def next_one() -> dict | None:
            try:
                return await asyncio.wait_for(self.layer.receive(self.channel), 0.05)
            except TimeoutError:
                return None

        while message := async_to_sync(next_one)():
            yield message


@pytest.mark.django_db(transaction=True)
def test_announce_waits_for_the_commit_and_tells_each_audience_its_own() -> None:
    members, public = (Listener(group_of("rehearsal", KEY, audience)) for audience in ("members", "public"))
    elsewhere = Listener(group_of("rehearsal", UUID(int=6), "members"))
    with transaction.atomic():
        announce("rehearsal", KEY)
        assert members.heard() == []
    assert members.heard() == [{"type": "changed", "version": 3, "html": "for the members"}]
    assert public.heard() == [{"type": "changed", "version": 3, "html": "for the public"}]
    assert elsewhere.heard() == []


@pytest.mark.django_db(transaction=True)
def test_announce_tells_nothing_when_the_transaction_fails() -> None:
    members, person = Listener(group_of("rehearsal", KEY, "members")), Listener(group_of_person(KEY))
    with transaction.atomic():
        announce("rehearsal", KEY)
        close_streams_of(KEY)
        transaction.set_rollback(True)
    assert members.heard() == []
    assert person.heard() == []


@pytest.mark.django_db(transaction=True)
def test_announce_tells_nothing_where_nobody_listens_and_goes_on_telling_afterwards() -> None:
    members = Listener(group_of("rehearsal", KEY, "members"))
    with transaction.atomic(), nobody_listening():
        announce("rehearsal", KEY)
    assert members.heard() == []
    with transaction.atomic():
        announce("rehearsal", KEY)
    assert len(members.heard()) == 1


@pytest.mark.django_db(transaction=True)
def test_close_streams_of_waits_for_the_commit_and_reaches_that_person_alone() -> None:
    person, other = Listener(group_of_person(KEY)), Listener(group_of_person(uuid4()))
    with transaction.atomic():
        close_streams_of(KEY)
        assert person.heard() == []
    assert person.heard() == [{"type": "close"}]
    assert other.heard() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["broken", "nowhere"])
def test_announce_costs_the_act_nothing_when_it_fails(name: str, caplog: pytest.LogCaptureFixture) -> None:
    members = Listener(group_of("rehearsal", KEY, "members"))
    with transaction.atomic():
        announce(name, KEY)
        announce("rehearsal", KEY)
    assert len(members.heard()) == 1
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_region_is_found_by_its_name() -> None:
    assert region_called("rehearsal") is REGIONS[0]
    assert region_called("nowhere") is None


def test_register_region_refuses_when_the_name_is_taken() -> None:
    with pytest.raises(ValueError, match="Two regions are called rehearsal"):
        register_region(REGIONS[0])
