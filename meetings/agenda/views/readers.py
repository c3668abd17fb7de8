"""Who has leave to read one item though they are no member: invited by the officer, and taken away again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.agenda.audience import Audience
from meetings.agenda.forms import InviteReaderForm
from meetings.agenda.models import Item
from meetings.agenda.permissions import READER, item_developed_by
from meetings.agenda.queries import day_of
from meetings.agenda.views.keeping import asked
from trustboard.accounts import acts
from trustboard.accounts.asking import Asking, answer, ask
from trustboard.accounts.forms import InviteAgainForm, RevokeForm, WithdrawForm
from trustboard.accounts.models import Invitation
from trustboard.accounts.permissions import grant_or_404
from trustboard.accounts.queries import grants_on, invitations_to, open_invitations_to
from trustboard.accounts.requests import ask_for_proof, signed_in, user_of
from trustboard.accounts.rules import may_change_invitation
from trustboard.acts.days import told

EVERYONE = "Everyone reads this item: nobody needs leave for it."


@require_safe
@signed_in
def readers(request: HttpRequest, slug: str, body: str, meeting: UUID, item: UUID) -> HttpResponse:
    """Who has leave to read the item, who is invited, and what of it they read."""
    read = item_developed_by(user_of(request), slug, body, meeting, item)
    papers = [paper for paper in read.papers.all() if not paper.withdrawn]
    theirs = [paper for paper in papers if Audience(read.audience).reads(paper.audience)]
    return render(
        request,
        "meetings/agenda/readers.html",
        {
            "trust": read.governing,
            "body": read.meeting.body,
            "meeting": read.meeting,
            "day": day_of(read.meeting),
            "item": read,
            "papers": theirs,
            "kept_back": len(papers) - len(theirs),
            "grants": grants_on(read),
            "invitations": open_invitations_to(read),
            "everyone": EVERYONE if read.audience == Audience.PUBLIC else "",
            "now": timezone.now(),
        },
    )


@asked
@signed_in
def invite_reader(request: HttpRequest, slug: str, body: str, meeting: UUID, item: UUID) -> HttpResponse:
    """Invite somebody to read the item and nothing else."""
    read = item_developed_by(user_of(request), slug, body, meeting, item)
    ask_for_proof(request)
    form = InviteReaderForm(request.POST or None)
    form.follows = (
        "Whoever takes up the link reads this item and its papers once they are published, and no other.",
        "The letter names neither the item nor what it is about.",
    )
    page = _page(read, "Invite a reader", closed=EVERYONE if read.audience == Audience.PUBLIC else "")
    return answer(request, form, acts.invite_person, read, told="The invitation is on its way.") or ask(
        request, form, page
    )


@asked
@signed_in
def invite_reader_again(
    request: HttpRequest, slug: str, body: str, meeting: UUID, *, item: UUID, key: UUID
) -> HttpResponse:
    """Send an invitation to read again."""
    read = item_developed_by(user_of(request), slug, body, meeting, item)
    invitation = get_object_or_404(invitations_to(read), pk=key)
    form = InviteAgainForm(request.POST or None)
    form.follows = ("The new letter has a new link that holds for 7 days. The link sent before stops working.",)
    page = _page_of(read, invitation, "Send the invitation again")
    return answer(request, form, acts.invite_again, invitation, told="The invitation is on its way.") or ask(
        request, form, page
    )


@asked
@signed_in
def withdraw_reader(
    request: HttpRequest, slug: str, body: str, meeting: UUID, *, item: UUID, key: UUID
) -> HttpResponse:
    """Take an invitation to read back."""
    read = item_developed_by(user_of(request), slug, body, meeting, item)
    invitation = get_object_or_404(invitations_to(read), pk=key)
    form = WithdrawForm(request.POST or None)
    form.follows = ("Its link no longer holds.",)
    page = _page_of(read, invitation, "Withdraw the invitation")
    return answer(request, form, acts.withdraw_invitation, invitation, told="The invitation is withdrawn.") or ask(
        request, form, page
    )


@asked
@signed_in
def revoke_reader(
    request: HttpRequest, slug: str, body: str, meeting: UUID, *, item: UUID, person: UUID
) -> HttpResponse:
    """Take leave to read the item away. Sent twice, it answers as the first time, though the leave is gone by then."""
    read = item_developed_by(user_of(request), slug, body, meeting, item)
    ask_for_proof(request)
    form = RevokeForm(request.POST or None)
    form.submit = "Take leave away"
    form.follows = (
        "They can no longer read the item, from their next look on. What they have saved, they still have.",
    )
    if done := answer(request, form, acts.revoke_role, read, person=person, role=READER, told="Leave is taken away."):
        return done
    grant = grant_or_404(read, person, READER)
    facts = (("Name", grant.person.name), ("E-mail", grant.person.email))
    return ask(request, form, _page(read, "Take leave away", facts=facts))


def _page(item: Item, heading: str, *, facts: tuple[tuple[str, str], ...] = (), closed: str = "") -> Asking:
    return Asking(
        heading=heading,
        about=f"{item.meeting.body.name}, {told(day_of(item.meeting))}",
        back=item.get_access_url(),
        back_text="Further readers",
        facts=((f"Item {item.position}", item.title), *facts),
        closed=closed,
    )


def _page_of(item: Item, invitation: Invitation, heading: str) -> Asking:
    verdict = may_change_invitation(is_open=invitation.is_open)
    return _page(item, heading, facts=(("Sent to", invitation.email),), closed=verdict.sentence)
