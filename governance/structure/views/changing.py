"""The forms with which an officer keeps a trust, its agencies and bodies, and who answers to whom."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from governance.structure import acts
from governance.structure.consequences import ending_body
from governance.structure.forms import (
    AddAgencyForm,
    AddBodyForm,
    AddLineForm,
    ChangeAgencyForm,
    ChangeBodyForm,
    DescribeTrustForm,
    EndLineForm,
    FoundTrustForm,
    InviteContactForm,
)
from governance.structure.models import ReportingLine
from governance.structure.permissions import (
    CONTACT,
    agency_developed_by,
    body_developed_by,
    require_founding,
    trust_developed_by,
)
from trustboard.accounts.acts import invite_person
from trustboard.accounts.asking import Asking, answer, ask, one_a_line
from trustboard.accounts.queries import grants_on, open_invitations_to
from trustboard.accounts.requests import ask_for_proof, signed_in, today, user_of
from trustboard.acts.days import told

asked = require_http_methods(["GET", "HEAD", "POST"])


@asked
@signed_in
def found_trust(request: HttpRequest) -> HttpResponse:
    """Begin a new trust."""
    require_founding(user_of(request))
    form = FoundTrustForm(request.POST or None)
    form.follows = (
        "The trust has a public page at once. Until you describe it, only its name stands there.",
        "You are its first development officer, and can give others access.",
        "Its address stays as it is, whatever its name becomes.",
    )
    page = Asking(heading="Found a trust", about="Trusts", back=reverse("home"), back_text="Trusts")
    return answer(request, form, acts.found_trust, told="The trust is founded.") or ask(request, form, page)


@asked
@signed_in
def describe_trust(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the trust is for."""
    trust = trust_developed_by(user_of(request), slug)
    form = DescribeTrustForm(request.POST or None, row=trust)
    form.follows = ("Everyone sees it on the trust's page at once.", "Its address stays as it is.")
    page = Asking(heading="Describe the trust", about=trust.name, back=trust.get_absolute_url(), back_text=trust.name)
    return answer(request, form, acts.describe_trust, trust, told="The trust's page is changed.") or ask(
        request, form, page
    )


@asked
@signed_in
def add_agency(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an agency into the trust."""
    trust = trust_developed_by(user_of(request), slug)
    form = AddAgencyForm(request.POST or None)
    form.follows = (
        "Seats can be given to it. An agency with a duty by law stands among the gaps until it has one.",
        "Nobody can speak for it yet: invite its contact afterwards.",
    )
    page = Asking(heading="Add an agency", about=trust.name, back=trust.get_agencies_url(), back_text="Agencies")
    return answer(request, form, acts.add_agency, trust, told="The agency is added.") or ask(request, form, page)


@asked
@signed_in
def change_agency(request: HttpRequest, slug: str, agency: str) -> HttpResponse:
    """Change what is known of an agency."""
    changed = agency_developed_by(user_of(request), slug, agency)
    form = ChangeAgencyForm(request.POST or None, row=changed)
    form.follows = ("The agency's seats show it under its new name at once.", "Nothing else changes.")
    page = Asking(
        heading=f"Change {changed.name}",
        about=changed.trust.name,
        back=changed.trust.get_agencies_url(),
        back_text="Agencies",
    )
    return answer(request, form, acts.change_agency, changed, told="The agency is changed.") or ask(request, form, page)


@asked
@signed_in
def invite_contact(request: HttpRequest, slug: str, agency: str) -> HttpResponse:
    """Invite somebody to speak for an agency."""
    spoken_for = agency_developed_by(user_of(request), slug, agency)
    ask_for_proof(request)
    form = InviteContactForm(request.POST or None)
    form.follows = ("Whoever takes up the link becomes a contact of this agency, and of no other.",)
    invited = [f"{invitation.email} (invited)" for invitation in open_invitations_to(spoken_for)]
    contacts = [grant.person.name for grant in grants_on(spoken_for) if grant.role == CONTACT]
    page = Asking(
        heading="Invite a contact",
        about=spoken_for.name,
        back=spoken_for.trust.get_agencies_url(),
        back_text="Agencies",
        facts=(("Agency", spoken_for.name), ("Contacts now", ", ".join([*contacts, *invited]) or "Nobody")),
    )
    told_then = "The invitation is on its way."
    return answer(request, form, invite_person, spoken_for, told=told_then) or ask(request, form, page)


@asked
@signed_in
def add_body(request: HttpRequest, slug: str) -> HttpResponse:
    """Set up a body."""
    trust = trust_developed_by(user_of(request), slug)
    form = AddBodyForm(request.POST or None, day=today())
    form.follows = (
        "It stands on the trust's public pages at once, with its dates.",
        "It has no seats and answers to nobody until you add them.",
        "Its address stays as it is, whatever its name becomes.",
    )
    page = Asking(heading="Add a body", about=trust.name, back=trust.get_absolute_url(), back_text=trust.name)
    return answer(request, form, acts.add_body, trust, told="The body is added.") or ask(request, form, page)


@asked
@signed_in
def change_body(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """Change a body."""
    changed = body_developed_by(user_of(request), slug, body)
    form = ChangeBodyForm(request.POST or None, row=changed)
    form.follows = ending_body(
        name=changed.name,
        was=changed.ends,
        ends=form.day("ends"),
        seats=changed.seats.count(),
        answered_by=list(changed.answered_by.filter(ends=None).values_list("body__name", flat=True)),
    )
    page = Asking(
        heading=f"Change {changed.name}",
        about=changed.trust.name,
        back=changed.get_absolute_url(),
        back_text=changed.name,
    )
    return answer(request, form, acts.change_body, changed, told="The body is changed.") or ask(request, form, page)


@asked
@signed_in
def add_line(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """Say to which other body this one answers."""
    answering = body_developed_by(user_of(request), slug, body)
    form = AddLineForm(request.POST or None, body=answering, day=today())
    form.follows = (
        "The structure chart shows the line from that day on.",
        "To whom it answers besides stays as it is.",
    )
    lines = answering.answers_to.select_related("to")
    page = Asking(
        heading="Say to whom it answers",
        about=answering.name,
        back=answering.get_absolute_url(),
        back_text=answering.name,
        facts=(("It answers to", one_a_line(_line_in_words(line) for line in lines) or "Nobody yet"),),
    )
    return answer(request, form, acts.add_line, answering, told="The line is drawn.") or ask(request, form, page)


@asked
@signed_in
def end_line(request: HttpRequest, slug: str, body: str, to: str, starts: date) -> HttpResponse:
    """Say from when on a body no longer answers to another."""
    answering = body_developed_by(user_of(request), slug, body)
    line = get_object_or_404(ReportingLine.objects.select_related("to"), body=answering, to__key=to, starts=starts)
    line.body = answering
    form = EndLineForm(request.POST or None, row=line, day=today())
    form.follows = (
        f"Until then {answering.name} answers to {line.to.name}; what was so stays on record.",
        "Nothing else changes.",
    )
    page = Asking(
        heading=f"End the line to {line.to.name}",
        about=answering.name,
        back=answering.get_absolute_url(),
        back_text=answering.name,
        facts=(
            ("It answers to", _line_in_words(line)),
            ("About", line.about or "All it does"),
        ),
    )
    return answer(request, form, acts.end_line, line, told="The line is ended.") or ask(request, form, page)


def _line_in_words(line: ReportingLine) -> str:
    until = f" until {told(line.ends)}" if line.ends else ""
    return f"{line.to.name} (from {told(line.starts)}{until})"
