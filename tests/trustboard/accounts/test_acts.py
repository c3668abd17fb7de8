"""Inviting, accepting and revoking: each happy once, and each refusal leaving nothing behind."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from guardian.models import UserObjectPermission

from governance.structure.permissions import AUDITOR, OFFICER
from tests.world import MORNING, PASSWORD, World, by, invited, member, operator, token_in
from trustboard.accounts import acts
from trustboard.accounts.changes import digest_of_token
from trustboard.accounts.models import Invitation, User
from trustboard.accounts.permissions import SecondFactorNeeded
from trustboard.accounts.queries import grants_on, held_roles, open_invitations_to
from trustboard.acts.models import Request
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.models import Entry, PersonalText
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


class Nothing:
    """What an act could leave behind; equal before and after a refusal."""

    def __init__(self) -> None:
        self.counts = [
            list(model.objects.order_by("pk").values())
            for model in (Entry, Invitation, Letter, PersonalText, Request, User, UserObjectPermission)
        ]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Nothing) and self.counts == other.counts

    __hash__ = None


def test_invite_person_queues_a_letter_and_keeps_only_a_digest_of_its_link(world: World) -> None:
    acts.invite_person(world.kent, email="new@agency.example", role=AUDITOR, by=by(world.officer))

    invitation = open_invitations_to(world.kent).get(address__text="new@agency.example")
    token = token_in(invitation.letter)
    assert invitation.token_digest == digest_of_token(token)
    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values())
    assert invitation.letter.to == "new@agency.example"
    assert "auditor" not in invitation.letter.subject
    assert "Kent" not in invitation.letter.subject


@pytest.mark.parametrize(
    ("persona", "fault"),
    [
        ("nobody", Http404),
        ("auditor", PermissionDenied),
        ("bare_officer", SecondFactorNeeded),
        ("medway_officer", Http404),
        ("medway_auditor", Http404),
    ],
)
def test_invite_person_leaves_nothing_when_it_is_not_their_job(
    world: World, persona: str, fault: type[Exception]
) -> None:
    before = Nothing()
    with pytest.raises(fault) as raised:
        acts.invite_person(world.kent, email="n@agency.example", role=AUDITOR, by=by(getattr(world, persona)))
    assert raised.type is fault
    assert Nothing() == before


def test_invite_person_leaves_nothing_when_a_visitor_asks(world: World) -> None:
    before = Nothing()
    with pytest.raises(PermissionDenied):
        acts.invite_person(world.kent, email="n@agency.example", role=AUDITOR, by=by(None))
    assert Nothing() == before


@pytest.mark.parametrize(
    "email", ["audrey.auditor@agency.example", "AUDREY.auditor@Agency.example", "IVY@agency.example"]
)
def test_invite_person_leaves_nothing_when_they_hold_the_role_or_are_invited(world: World, email: str) -> None:
    before = Nothing()
    with pytest.raises(RuleBroken):
        acts.invite_person(world.kent, email=email, role=AUDITOR, by=by(world.officer))
    assert Nothing() == before


def test_invite_person_leaves_nothing_when_the_proof_is_old(world: World) -> None:
    before = Nothing()
    with pytest.raises(RuleBroken, match="Confirm who you are"):
        acts.invite_person(world.kent, email="n@agency.example", role=AUDITOR, by=by(world.officer, proved=False))
    assert Nothing() == before


def test_invite_person_answers_alike_whether_the_address_has_an_account_or_not(world: World) -> None:
    known = acts.invite_person(world.kent, email=world.medway_officer.email, role=AUDITOR, by=by(world.officer))
    unknown = acts.invite_person(world.kent, email="unknown@agency.example", role=AUDITOR, by=by(world.officer))
    assert known.address == unknown.address
    shown = {(row.role, row.letter.state) for row in open_invitations_to(world.kent)}
    assert shown == {("auditor", "queued")}


def test_accept_invitation_makes_the_account_and_gives_the_role(world: World) -> None:
    user = acts.accept_invitation(world.open_invitation, name="Ivy", password=PASSWORD, by=by(None)).result

    assert held_roles(user, world.kent) == {"auditor"}
    assert held_roles(user, world.medway) == set()
    assert user.check_password(PASSWORD)
    world.open_invitation.refresh_from_db()
    assert world.open_invitation.accepted_by == user


def test_accept_invitation_gives_the_role_to_the_account_of_the_address_when_it_is_signed_in(world: World) -> None:
    invitation, _ = invited(world.kent, world.medway_officer.email, AUDITOR)
    acts.accept_invitation(invitation, name="", password="", by=by(world.medway_officer))
    assert held_roles(world.medway_officer, world.kent) == {"auditor"}
    assert held_roles(world.medway_officer, world.medway) == {"officer"}


@pytest.mark.parametrize("reader", ["visitor", "nobody", "officer"])
def test_accept_invitation_leaves_nothing_when_the_address_has_another_account(world: World, reader: str) -> None:
    invitation, _ = invited(world.kent, world.medway_officer.email, AUDITOR)
    before = Nothing()
    with pytest.raises(RuleBroken, match="Sign in with it"):
        acts.accept_invitation(invitation, name="x", password=PASSWORD, by=by(getattr(world, reader, None)))
    assert Nothing() == before


def test_accept_invitation_leaves_nothing_when_it_has_expired(world: World) -> None:
    invitation, _ = invited(world.kent, "late@agency.example", AUDITOR, now=MORNING)
    before = Nothing()
    with pytest.raises(RuleBroken, match="expired"):
        acts.accept_invitation(invitation, name="Late", password=PASSWORD, by=by(None, now=MORNING + timedelta(days=7)))
    assert Nothing() == before


def test_accept_invitation_leaves_nothing_when_it_was_accepted_before(world: World) -> None:
    acts.accept_invitation(world.open_invitation, name="Ivy", password=PASSWORD, by=by(None))
    before = Nothing()
    with pytest.raises(RuleBroken, match="accepted before"):
        acts.accept_invitation(world.open_invitation, name="Eve", password=PASSWORD, by=by(None))
    assert Nothing() == before


def test_invite_again_gives_a_new_link_and_ends_the_old_one(world: World) -> None:
    old = world.open_invitation.letter
    acts.invite_again(world.open_invitation, by=by(world.officer))

    invitation = Invitation.objects.get(pk=world.open_invitation.pk)
    assert token_in(invitation.letter) != world.open_token
    assert not Invitation.objects.filter(token_digest=digest_of_token(world.open_token)).exists()
    assert not Letter.objects.filter(pk=old.pk).exists()
    assert invitation.expires_at - timezone.now() > timedelta(days=6, hours=23)


def test_withdraw_invitation_ends_its_link_and_takes_back_a_letter_that_has_not_left(world: World) -> None:
    acts.withdraw_invitation(world.open_invitation, by=by(world.officer))
    assert not Letter.objects.filter(to="ivy@agency.example").exists()
    with pytest.raises(RuleBroken, match="withdrawn"):
        acts.accept_invitation(
            Invitation.objects.get(pk=world.open_invitation.pk), name="Ivy", password=PASSWORD, by=by(None)
        )


@pytest.mark.parametrize("act", [acts.invite_again, acts.withdraw_invitation])
def test_invitation_is_left_alone_when_it_was_taken_up_in_the_meantime(world: World, act) -> None:
    acts.accept_invitation(world.open_invitation, name="Ivy", password=PASSWORD, by=by(None))
    stale = Invitation.objects.get(pk=world.open_invitation.pk)
    before = Nothing()
    with pytest.raises(RuleBroken, match="in the meantime"):
        act(stale, by=by(world.officer))
    assert Nothing() == before


@pytest.mark.parametrize("act", [acts.invite_again, acts.withdraw_invitation])
def test_invitation_is_left_alone_when_it_was_changed_after_it_was_read(world: World, act) -> None:
    read_before = Invitation.objects.get(pk=world.open_invitation.pk)
    acts.invite_again(world.open_invitation, by=by(world.officer))
    before = Nothing()
    with pytest.raises(RuleBroken, match="Somebody else changed this"):
        act(read_before, by=by(world.officer))
    assert Nothing() == before


@pytest.mark.parametrize("act", [acts.invite_again, acts.withdraw_invitation])
@pytest.mark.parametrize("persona", ["nobody", "auditor", "bare_officer", "medway_officer", "medway_auditor"])
def test_invitation_is_left_alone_when_it_is_not_their_job(world: World, act, persona: str) -> None:
    before = Nothing()
    with pytest.raises((Http404, PermissionDenied)):
        act(world.open_invitation, by=by(getattr(world, persona)))
    assert Nothing() == before


def test_revoke_role_takes_it_at_once(world: World) -> None:
    acts.revoke_role(world.kent, person=world.auditor.pk, role=AUDITOR, by=by(world.officer))
    assert held_roles(world.auditor, world.kent) == set()


def test_revoke_role_answers_as_the_first_time_when_sent_twice(world: World) -> None:
    request = by(world.officer)
    first = acts.revoke_role(world.kent, person=world.auditor.pk, role=AUDITOR, by=request)
    entries = Entry.objects.count()
    second = acts.revoke_role(world.kent, person=world.auditor.pk, role=AUDITOR, by=request)
    assert (second.address, second.repeated) == (first.address, True)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("person", ["nobody", "medway_auditor"])
def test_revoke_role_leaves_nothing_when_they_do_not_hold_it_here(world: World, person: str) -> None:
    before = Nothing()
    with pytest.raises(RuleBroken, match="do not hold"):
        acts.revoke_role(world.kent, person=getattr(world, person).pk, role=AUDITOR, by=by(world.officer))
    assert Nothing() == before


def test_revoke_role_keeps_the_last_one_who_can_give_access(world: World) -> None:
    before = Nothing()
    with pytest.raises(RuleBroken, match="last person"):
        acts.revoke_role(world.medway, person=world.medway_officer.pk, role=OFFICER, by=by(world.medway_officer))
    assert Nothing() == before


def test_revoke_role_leaves_nothing_when_the_proof_is_old(world: World) -> None:
    before = Nothing()
    with pytest.raises(RuleBroken, match="Confirm who you are"):
        acts.revoke_role(world.kent, person=world.auditor.pk, role=AUDITOR, by=by(world.officer, proved=False))
    assert Nothing() == before


@pytest.mark.parametrize("persona", ["nobody", "auditor", "bare_officer", "medway_officer"])
def test_revoke_role_leaves_nothing_when_it_is_not_their_job(world: World, persona: str) -> None:
    before = Nothing()
    with pytest.raises((Http404, PermissionDenied)):
        acts.revoke_role(world.kent, person=world.auditor.pk, role=AUDITOR, by=by(getattr(world, persona)))
    assert Nothing() == before


def test_role_has_no_power_when_permission_is_granted_for_everything(world: World) -> None:
    """A global permission, slipped in behind our back, opens nothing."""
    world.nobody.user_permissions.add(*Permission.objects.filter(codename__in=["develop_trust", "audit_trust"]))
    with pytest.raises(Http404):
        acts.invite_person(
            world.kent, email="n@agency.example", role=AUDITOR, by=by(User.objects.get(pk=world.nobody.pk))
        )


def test_grants_on_asks_as_often_for_many_as_for_few(world: World, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        assert len(grants_on(world.kent)) == 3
    for number in range(12):
        member(world.kent, f"Auditor {number}", AUDITOR)
    with django_assert_num_queries(2):
        assert len(grants_on(world.kent)) == 15


def test_found_invited_person_is_the_same_when_the_request_id_is_used_by_another_act(world: World) -> None:
    """One page, two buttons: the same request id under two acts is two requests."""
    request = operator()
    acts.invite_again(world.open_invitation, by=request)
    done = acts.withdraw_invitation(Invitation.objects.get(pk=world.open_invitation.pk), by=request)
    assert not done.repeated


def test_act_is_one_effect_when_a_visitor_sends_an_acceptance_twice(world: World) -> None:
    request = by(None)
    first = acts.accept_invitation(world.open_invitation, name="Ivy", password=PASSWORD, by=request)
    again = acts.accept_invitation(world.open_invitation, name="Ivy", password=PASSWORD, by=request)
    assert (again.repeated, again.address) == (True, first.address)
    assert User.objects.filter(email="ivy@agency.example").count() == 1


def test_revoke_role_is_not_found_when_the_trust_is_unknown_to_them(world: World) -> None:
    with pytest.raises(Http404):
        acts.revoke_role(world.kent, person=uuid4(), role=AUDITOR, by=by(world.medway_officer))
