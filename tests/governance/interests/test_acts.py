"""Declaring, changing, ending and confirming interests: who may, what is refused, what is written and proved."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from governance.constitution.acts import change_part
from governance.interests import acts
from governance.interests.models import WORDS_ERASED, Confirmation, StandingInterest, Whose
from governance.interests.queries import KindOffered, edits_of, kinds_for, registered_in
from governance.membership.permissions import PERSON
from governance.structure.acts import add_agency
from governance.structure.models import Duty, Sector
from tests.world import MORNING, SINCE, SeatedWorld, by, everything, interest_of, member, operator
from trustboard.accounts.models import User
from trustboard.accounts.permissions import SecondFactorNeeded
from trustboard.acts.by import By
from trustboard.acts.changes import ChangedMeanwhile
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.changes import erase_personal_text
from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db

LATER = date(2026, 6, 1)
SAID: dict[str, Any] = {
    "nature": "Owns a bakery.",
    "whose": Whose.FAMILY,
    "kind": "",
    "agency": None,
    "is_public": True,
    "starts": SINCE,
    "ends": None,
}
KINDS = [{"name": "personal gain", "meaning": "Prospects of work."}, {"name": "other"}]


@pytest.fixture
def world() -> SeatedWorld:
    world = SeatedWorld()
    change_part(world.board, part="interests", written={"kinds": KINDS}, starts=SINCE, read=0, by=operator())
    return world


@pytest.fixture
def ann(world: SeatedWorld) -> User:
    return member(world.ann, "Ann Ames", PERSON, second_factor=False)


def declare(world: SeatedWorld, by: By, **said: Any) -> StandingInterest:
    return acts.declare_interest(world.ann, **(SAID | said), by=by).result


def change(world: SeatedWorld, by: By, **said: Any) -> StandingInterest:
    return acts.change_interest(world.interest, **(SAID | {"version": 1} | said), by=by).result


def end(world: SeatedWorld, by: By, **said: Any) -> StandingInterest:
    return acts.end_interest(world.interest, **({"ends": LATER, "version": 1} | said), by=by).result


def confirm(world: SeatedWorld, by: By, **said: Any) -> Confirmation:
    return acts.confirm_interests(world.ann, **({"nothing_to_declare": False, "read": 1} | said), by=by).result


ACTS = [declare, change, end, confirm]
Act = Callable[..., Any]


def proved(entry: Entry) -> list[str]:
    return [row["table"] for row in json.loads(entry.body)["rows"]]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("persona", "refusal"),
    [
        ("visitor", PermissionDenied),
        ("nobody", Http404),
        ("medway_officer", Http404),
        ("auditor", PermissionDenied),
        ("bare_officer", SecondFactorNeeded),
    ],
)
def test_interests_stay_as_they_are_when_it_is_not_their_job(
    world: SeatedWorld, act: Act, persona: str, refusal: type[Exception]
) -> None:
    before = everything()
    with pytest.raises(refusal):
        act(world, by(getattr(world, persona, None)))
    assert everything() == before


@pytest.mark.parametrize("act", ACTS)
def test_interests_stay_as_they_are_when_another_member_tries(world: SeatedWorld, act: Act) -> None:
    ben = member(world.ben, "Ben Bold", PERSON)
    max_mead = member(world.medway_person, "Max Mead", PERSON)
    before = everything()
    for user in (ben, max_mead):
        with pytest.raises(Http404):
            act(world, by(user))
    assert everything() == before


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["ann", "officer"])
def test_act_is_proved_and_says_who_did_it(world: SeatedWorld, ann: User, act: Act, who: str) -> None:
    user = ann if who == "ann" else world.officer
    entries = Entry.objects.count()
    act(world, by(user))
    assert Entry.objects.count() == entries + 1
    entry = json.loads(Entry.objects.filter(chain=world.kent.chain).last().body)
    assert (entry["act"].split("_")[0], entry["by"]) == (act.__name__, f"user:{user.pk}")
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def test_declare_interest_writes_what_was_said(world: SeatedWorld, ann: User) -> None:
    made = declare(world, by(ann), nature=" Owns a bakery.\n", agency=world.agency, kind="other", ends=LATER)
    row = StandingInterest.objects.get(pk=made.pk)
    assert (row.words, row.whose, row.kind, row.agency) == ("Owns a bakery.", "family", "other", world.agency)
    assert (row.is_public, row.starts, row.ends, row.version) == (True, SINCE, LATER, 1)
    assert made.get_absolute_url() == f"/trusts/kent/people/ann-ames/interests/#interest-{made.pk}"


def test_change_interest_keeps_the_words_that_stay(world: SeatedWorld, ann: User) -> None:
    digest = world.interest.nature_id
    change(world, by(ann), nature="Owns a van hire firm.", is_public=True)
    row = StandingInterest.objects.get()
    assert (row.nature_id, row.is_public, row.version) == (digest, True, 2)
    change(world, by(ann), nature="Owned a van hire firm.", version=2)
    row = StandingInterest.objects.get()
    assert (row.words, row.version, row.history.count()) == ("Owned a van hire firm.", 3, 3)
    assert row.nature_id != digest


def test_end_interest_ends_it(world: SeatedWorld, ann: User) -> None:
    end(world, by(ann))
    assert StandingInterest.objects.get().ends == LATER


@pytest.mark.parametrize(
    ("act", "said", "reason"),
    [
        (declare, {"nature": " "}, "Say what the interest is."),
        (declare, {"ends": SINCE}, "must come after the beginning"),
        (declare, {"kind": "friendship"}, "knows a kind of interest called friendship"),
        (change, {"nature": " "}, "Say what the interest is."),
        (change, {"ends": SINCE}, "must come after the beginning"),
        (change, {"kind": "friendship"}, "knows a kind of interest called friendship"),
        (end, {"ends": SINCE}, "must come after the beginning"),
        (confirm, {"nothing_to_declare": True}, "There is an interest in the register"),
    ],
)
def test_refused_interest_changes_nothing(world: SeatedWorld, ann: User, act: Act, said: Any, reason: str) -> None:
    before = everything()
    with pytest.raises(RuleBroken, match=reason):
        act(world, by(ann), **said)
    assert everything() == before


@pytest.mark.parametrize("act", [declare, change])
def test_interest_concerns_no_agency_of_another_trust(world: SeatedWorld, ann: User, act: Act) -> None:
    add_agency(world.medway, name="Medway Police", sector=Sector.POLICE, duty=Duty.NONE, passage="", by=operator())
    before = everything()
    with pytest.raises(Http404):
        act(world, by(ann), agency=world.medway.agencies.get())
    assert everything() == before


@pytest.mark.parametrize("act", [change, end])
def test_interest_stays_when_somebody_was_quicker(world: SeatedWorld, ann: User, act: Act) -> None:
    stale = StandingInterest.objects.get()
    change(world, by(world.officer), nature="Quicker.")
    world.interest = stale
    before = everything()
    with pytest.raises(ChangedMeanwhile):
        act(world, by(ann), **({} if act is end else {"nature": "Slower."}))
    assert everything() == before


@pytest.mark.parametrize("act", ACTS)
def test_act_is_done_once_when_it_is_sent_twice(world: SeatedWorld, ann: User, act: Act) -> None:
    request = by(ann)
    act(world, request)
    before = everything()
    world.interest = StandingInterest.objects.get(pk=world.interest.pk)
    with pytest.raises(ValueError, match="answered before"):
        act(world, request)
    assert everything() == before


def test_kinds_are_those_of_the_bodies_on_which_the_person_sits_or_deputises(world: SeatedWorld) -> None:
    offered = [KindOffered("personal gain", "Prospects of work."), KindOffered("other", "")]
    assert kinds_for(world.ann, LATER) == offered
    assert kinds_for(world.ben, LATER) == offered
    assert kinds_for(world.ben, date(2020, 5, 31)) == []
    assert kinds_for(world.medway_person, LATER) == []
    more = {"kinds": [{"name": "other", "meaning": "Any."}, {"name": "bidder"}]}
    change_part(world.group, part="interests", written=more, starts=SINCE, read=0, by=operator())
    assert kinds_for(world.ann, LATER) == [offered[0], KindOffered("other", "Any."), KindOffered("bidder", "")]


def test_change_interest_keeps_a_kind_that_no_body_names_any_more(world: SeatedWorld, ann: User) -> None:
    change(world, by(ann), kind="other")
    rules = {"kinds": [KINDS[0]]}
    change_part(world.board, part="interests", written=rules, starts=timezone.localdate(), read=1, by=operator())
    change(world, by(ann), kind="other", nature="A mill.", version=2)
    assert StandingInterest.objects.get().kind == "other"
    change(world, by(ann), kind="", version=3)
    with pytest.raises(RuleBroken, match="knows a kind of interest called other"):
        change(world, by(ann), kind="other", version=4)


def test_confirm_interests_keeps_who_said_what_and_proves_what_the_register_said(world: SeatedWorld, ann: User) -> None:
    over = interest_of(world.ann, "Long past.", ends=date(2021, 1, 1))
    made = confirm(world, by(ann, now=MORNING), read=2)
    assert (made.person, made.nothing_to_declare, made.by, made.at) == (world.ann, False, ann, MORNING)
    entry = Entry.objects.filter(chain=world.kent.chain).last()
    assert proved(entry) == ["governance_confirmation", "governance_standinginterest"]
    assert str(over.pk) not in entry.body
    assert str(world.interest.pk) in entry.body


def test_confirm_interests_says_nothing_to_declare_once_everything_has_ended(world: SeatedWorld, ann: User) -> None:
    end(world, by(ann))
    after = datetime(LATER.year, LATER.month, LATER.day, 9, tzinfo=UTC)
    with pytest.raises(RuleBroken, match="There is an interest in the register"):
        confirm(world, by(ann, now=after - timedelta(days=1)), nothing_to_declare=True, read=2)
    made = confirm(world, by(ann, now=after), nothing_to_declare=True, read=2)
    assert made.nothing_to_declare is True
    with pytest.raises(RuleBroken, match="There is no interest in the register"):
        confirm(world, by(ann, now=after), nothing_to_declare=False, read=2)
    assert Confirmation.objects.count() == 1


def test_confirm_interests_is_refused_when_the_register_was_changed_after_it_was_read(
    world: SeatedWorld, ann: User
) -> None:
    read = edits_of(world.ann)
    declare(world, by(world.officer))
    before = everything()
    with pytest.raises(ChangedMeanwhile):
        confirm(world, by(ann), read=read)
    assert everything() == before
    confirm(world, by(ann), read=edits_of(world.ann))


def test_confirm_interests_is_no_job_for_a_command(world: SeatedWorld) -> None:
    with pytest.raises(PermissionDenied):
        confirm(world, operator())
    assert Confirmation.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"whose": "uncle"}, {"ends": SINCE}])
def test_interest_cannot_be_written_when_a_table_would_not_hold_it(world: SeatedWorld, wrong: dict[str, Any]) -> None:
    row = {"person": world.ann, "nature": world.interest.nature, "starts": SINCE, **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        StandingInterest.objects.create(**row)


def test_interest_stays_on_the_record_when_its_words_are_erased(world: SeatedWorld) -> None:
    with transaction.atomic():
        erase_personal_text(world.interest.nature_id)
    assert StandingInterest.objects.get().words == WORDS_ERASED
    assert [row.words for row in StandingInterest.objects.select_related("nature")] == [WORDS_ERASED]
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def test_register_is_given_to_rules_as_values(world: SeatedWorld) -> None:
    interest_of(world.medway_person, "Another trust's.")
    interest_of(world.ben, "A mill.", ends=LATER)
    found = registered_in(world.kent)
    assert [(each.person, each.agency, each.span.starts, each.span.ends) for each in found] == [
        ("ann-ames", "kent-police", SINCE, None),
        ("ben-bold", "", SINCE, LATER),
    ]
