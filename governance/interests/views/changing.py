"""The forms with which somebody keeps their interests, or the officer for them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from governance.interests import acts
from governance.interests.forms import (
    ChangeInterestForm,
    ConfirmInterestsForm,
    DeclareInterestForm,
    EndInterestForm,
)
from governance.interests.models import StandingInterest, Whose, address_of_interests
from governance.interests.permissions import interest_kept_by, is_themself, person_kept_by
from governance.interests.queries import edits_of, kinds_for, lasting_interests_of
from governance.membership.models import Person
from trustboard.accounts.asking import Asking, answer, ask
from trustboard.accounts.requests import signed_in, today, user_of
from trustboard.acts.days import told

asked = require_http_methods(["GET", "HEAD", "POST"])

SEEN = "Members and their deputies, the officer and the auditor see it; everyone else only where you choose so."
PROPOSED = "Where it concerns an agency that may bid for an item, declaring it there is proposed beforehand."
FOR_THEM = "The record says that you did this for them."


@asked
@signed_in
def declare_interest(request: HttpRequest, slug: str, person: str) -> HttpResponse:
    """Write an interest into the register."""
    theirs = person_kept_by(user_of(request), slug, person)
    is_own = is_themself(user_of(request), theirs)
    form = DeclareInterestForm(
        request.POST or None, person=theirs, kinds=kinds_for(theirs, today()), is_own=is_own, day=today()
    )
    form.follows = (SEEN, PROPOSED, *_for_them(is_own))
    page = _asking("Declare an interest", theirs, is_own=is_own)
    return answer(request, form, acts.declare_interest, theirs, told="The interest is declared.") or ask(
        request, form, page
    )


@asked
@signed_in
def change_interest(request: HttpRequest, slug: str, person: str, interest: UUID) -> HttpResponse:
    """Change what the register says of an interest."""
    changed = interest_kept_by(user_of(request), slug, person, interest)
    is_own = is_themself(user_of(request), changed.person)
    kinds = kinds_for(changed.person, today())
    form = ChangeInterestForm(request.POST or None, row=changed, kinds=kinds, is_own=is_own)
    form.follows = (
        "The register shows it so at once, for earlier days too.",
        "What was declared at a meeting stays as it was.",
        *_for_them(is_own),
    )
    page = _asking("Change an interest", changed.person, is_own=is_own)
    return answer(request, form, acts.change_interest, changed, told="The interest is changed.") or ask(
        request, form, page
    )


@asked
@signed_in
def end_interest(request: HttpRequest, slug: str, person: str, interest: UUID) -> HttpResponse:
    """Say from when on an interest is no more."""
    ended = interest_kept_by(user_of(request), slug, person, interest)
    is_own = is_themself(user_of(request), ended.person)
    form = EndInterestForm(request.POST or None, row=ended, day=today())
    form.follows = (
        "From that day on the register no longer shows it; for earlier days it does.",
        "What was declared at a meeting stays as it was.",
        *_for_them(is_own),
    )
    facts = (("Interest", ended.words), ("From", told(ended.starts)))
    page = _asking("End an interest", ended.person, is_own=is_own, facts=facts)
    return answer(request, form, acts.end_interest, ended, told="The end is recorded.") or ask(request, form, page)


@asked
@signed_in
def confirm_interests(request: HttpRequest, slug: str, person: str) -> HttpResponse:
    """Confirm that the register says all, or that there is nothing to declare."""
    theirs = person_kept_by(user_of(request), slug, person)
    is_own = is_themself(user_of(request), theirs)
    lasting = lasting_interests_of(theirs, today())
    form = ConfirmInterestsForm(
        request.POST or None,
        nothing_to_declare=not lasting,
        read=edits_of(theirs),
        submit="Confirm that this is all" if lasting else "Confirm that there is nothing to declare",
    )
    form.follows = ("The record keeps who confirmed it, when, and what the register said then.", *_for_them(is_own))
    page = _asking(
        "Confirm your interests" if is_own else f"Confirm the interests of {theirs.name}",
        theirs,
        is_own=is_own,
        facts=(("The register says", _said(lasting, is_own=is_own) or "nothing"),),
        words="If something is missing or no longer holds, go back and put it right first.",
    )
    return answer(request, form, acts.confirm_interests, theirs, told="The register is confirmed.") or ask(
        request, form, page
    )


def _asking(
    heading: str,
    person: Person,
    *,
    is_own: bool,
    facts: tuple[tuple[str, object], ...] = (),
    words: str = "",
) -> Asking:
    return Asking(
        heading=heading,
        about=person.trust.name if is_own else person.name,
        back=address_of_interests(person),
        back_text="Your interests" if is_own else f"Interests of {person.name}",
        facts=facts,
        words=words,
    )


def _for_them(is_own: bool) -> tuple[str, ...]:
    return () if is_own else (FOR_THEM,)


def _said(interests: Iterable[StandingInterest], *, is_own: bool) -> SafeString:
    """The interests as the value of one fact: each in its words, and below them what else the register says of it."""
    return format_html_join(
        SafeString(""),
        '<span class="tb-line">{}<span class="tb-table__sub">{}</span></span>',
        ((interest.words, _also_said(interest, is_own=is_own)) for interest in interests),
    )


def _also_said(interest: StandingInterest, *, is_own: bool) -> str:
    whose = "your own" if is_own and interest.whose == Whose.OWN else interest.whose_in_words
    agency = f"concerns {interest.agency.name}" if interest.agency else ""
    ends = f" until {told(interest.ends)}" if interest.ends else ""
    hidden = "" if interest.is_public else "not public"
    return "; ".join(text for text in (whose, agency, f"from {told(interest.starts)}{ends}", hidden) if text)
