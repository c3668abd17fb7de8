"""The laws of an act: once, whole or not at all, and only from outside any other transaction."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from governance.structure.acts import found_trust
from governance.structure.changes import make_trust
from governance.structure.models import Trust
from tests.world import operator
from trustboard.accounts.models import User
from trustboard.acts.act import ACTS, AnotherInput, Done, act
from trustboard.acts.by import By
from trustboard.acts.changes import OutsideTransaction, change
from trustboard.acts.models import Request
from trustboard.acts.verdict import RuleBroken, refused, require
from trustboard.ledger.changes import keep_personal_text, record_act
from trustboard.ledger.models import Entry, Head, PersonalText
from trustboard.mail.changes import queue_letter
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db


@act
def rehearse(*, slug: str, fault: str = "", by: By) -> Trust:
    """Do everything an act may do, and then fail in the way that is asked for."""
    trust = make_trust(slug=slug, name=by.act)
    keep_personal_text("somebody's address")
    queue_letter(to="someone@agency.example", subject="A rehearsal", text="…", now=by.now)
    record_act(by, chain=trust.chain, touched=[trust])
    if fault == "rule":
        require(refused("Not today."))
    if fault == "clash":
        make_trust(slug=slug, name="the same address again")
    if fault == "bug":
        raise ZeroDivisionError
    return trust


@act
def rehearse_within(*, slug: str, by: By) -> Trust:
    """Call an act from an act, which no act may."""
    return rehearse(slug=slug, by=by).result


@act
def rehearse_an_address(*, by: By) -> str:
    """Answer with an address alone."""
    return "/somewhere/"


def everything() -> list[list[dict]]:
    return [
        list(model.objects.order_by("pk").values()) for model in (Trust, Request, Entry, Head, PersonalText, Letter)
    ]


def test_act_answers_with_what_it_made_and_its_address() -> None:
    by = operator()
    done = rehearse(slug="kent", by=by)
    assert done == Done(address="/trusts/kent/", made=Trust.objects.get(slug="kent"))
    kept = Request.objects.get()
    assert (kept.actor, kept.act, kept.request_id, kept.address, kept.at) == (
        "command:world",
        "rehearse",
        by.request_id,
        "/trusts/kent/",
        by.now,
    )


def test_act_answers_with_an_address_when_it_makes_nothing() -> None:
    assert rehearse_an_address(by=operator()) == Done(address="/somewhere/", made="/somewhere/")


def test_act_is_told_its_own_name() -> None:
    assert rehearse(slug="kent", by=operator()).result.name == "rehearse"


def test_act_answers_as_before_and_does_nothing_when_the_request_is_repeated() -> None:
    by = operator()
    first = rehearse(slug="kent", by=by)
    before = everything()
    again = rehearse(slug="kent", by=by)
    assert again == Done(address=first.address, made=None, repeated=True)
    assert everything() == before


def test_result_raises_when_the_request_was_repeated() -> None:
    by = operator()
    rehearse(slug="kent", by=by)
    with pytest.raises(ValueError, match="answered before"):
        _ = rehearse(slug="kent", by=by).result


def test_act_tells_what_was_saved_and_does_nothing_when_the_request_comes_with_other_input() -> None:
    by = operator()
    first = rehearse(slug="kent", by=by)
    before = everything()
    with pytest.raises(AnotherInput) as raised:
        rehearse(slug="medway", by=by)
    assert raised.value.address == first.address
    assert everything() == before


def test_act_is_done_when_the_same_id_comes_from_somebody_else() -> None:
    by = operator()
    rehearse(slug="kent", by=by)
    assert not rehearse(slug="medway", by=replace(by, command="another")).repeated
    assert Trust.objects.count() == 2


def test_act_is_done_when_the_same_id_comes_for_another_act() -> None:
    by = operator()
    rehearse(slug="kent", by=by)
    assert not found_trust(slug="medway", name="Medway", by=by).repeated


@pytest.mark.parametrize(
    ("fault", "raised"), [("rule", RuleBroken), ("clash", IntegrityError), ("bug", ZeroDivisionError)]
)
def test_act_leaves_nothing_when_it_raises(fault: str, raised: type[Exception]) -> None:
    before = everything()
    with pytest.raises(raised):
        rehearse(slug="kent", fault=fault, by=operator())
    assert everything() == before


def test_act_is_done_when_the_same_request_failed_before() -> None:
    by = operator()
    with pytest.raises(ZeroDivisionError):
        rehearse(slug="kent", fault="bug", by=by)
    assert not rehearse(slug="kent", by=by).repeated


def test_act_refuses_when_it_is_called_by_another_act() -> None:
    before = everything()
    with pytest.raises(RuntimeError, match="durable"):
        rehearse_within(slug="kent", by=operator())
    assert everything() == before


def test_act_refuses_when_it_is_called_inside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        rehearse(slug="kent", by=operator())
    assert not Trust.objects.exists()


def test_act_refuses_a_second_one_when_the_name_is_taken() -> None:
    def rehearse(*, by: By) -> str:
        return "/"

    known = ACTS["rehearse"]
    with pytest.raises(ValueError, match="Two acts are called rehearse"):
        act(rehearse)
    assert ACTS["rehearse"] is known


@pytest.mark.django_db(transaction=True)
def test_change_refuses_when_there_is_no_transaction() -> None:
    with pytest.raises(OutsideTransaction, match="make_trust"):
        make_trust(slug="kent", name="Kent")
    assert not Trust.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_change_runs_when_a_transaction_is_open() -> None:
    @change
    def step(left: int, *, right: int) -> int:
        return left + right

    with transaction.atomic():
        assert step(2, right=3) == 5


def test_request_is_kept_without_what_was_typed() -> None:
    user = User.objects.create(email="u@agency.example", name="U", joined_at=operator().now)
    by = By(now=operator().now, request_id=uuid4(), user=user)
    rehearse(slug="a-very-secret-word", by=by)
    kept = str(Request.objects.values("actor", "act", "digest").get())
    assert "a-very-secret-word" not in kept
    assert str(user.pk) in kept
