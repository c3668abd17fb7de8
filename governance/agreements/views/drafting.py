"""The development officer adds agreements, drafts and issues their editions, and withdraws one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from governance.agreements import acts
from governance.agreements.forms import AddAgreementForm, DraftForm, IssueForm, WithdrawEditionForm
from governance.agreements.models import Draft, Edition
from governance.agreements.overview import Reach, Read, draft_under_way, edition_from, reach_of_draft, read_as
from governance.agreements.permissions import agreement_developed_by, edition_developed_by
from governance.agreements.queries import issues_of, signatures_of
from governance.agreements.text import digest_of_text
from governance.structure.permissions import trust_developed_by
from trustboard.accounts.asking import Asking, answer, ask, one_a_line
from trustboard.accounts.requests import ask_for_proof, signed_in, today, user_of
from trustboard.acts.days import told

asked = require_http_methods(["GET", "HEAD", "POST"])

PROOF = "You confirm first who you are, unless you did so in the last five minutes."


@asked
@signed_in
def add_agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the trust an agreement, whose text is drafted next."""
    trust = trust_developed_by(user_of(request), slug)
    form = AddAgreementForm(request.POST or None, trust=trust, day=today())
    form.follows = (
        "Its name stands among the trust's agreements at once, without a text.",
        "Nobody is asked to sign before an edition is drafted and issued.",
        "Its address stays as it is, whatever its name becomes.",
    )
    page = Asking(
        heading="Add an agreement", about=trust.name, back=reverse("agreements", args=[slug]), back_text="Agreements"
    )
    return answer(request, form, acts.add_agreement, told="The agreement is added.") or ask(request, form, page)


@asked
@signed_in
def draft_agreement(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Write the next edition, and see how its text is read and what it changes before anything is kept."""
    agreement = agreement_developed_by(user_of(request), slug, key)
    last = issues_of(agreement).last
    form = DraftForm(
        request.POST or None,
        request.FILES or None,
        row=draft_under_way(agreement),
        agreement=agreement,
        last=last,
        day=today(),
    )
    done = answer(request, form, acts.save_draft, agreement, told="The draft is saved.")
    if done:
        return done
    read = read_as(form.as_edition(), last)
    if read.clauses or form.is_bound:
        form.follows = read.sentences
    return render(
        request,
        "governance/agreements/draft.html",
        {"trust": agreement.trust, "agreement": agreement, "form": form, "read": read, "last": last},
    )


@asked
@signed_in
def issue_agreement(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Fix the draft as the next edition, and ask everybody to sign it."""
    agreement = agreement_developed_by(user_of(request), slug, key)
    draft = Draft.objects.filter(agreement=agreement).first()
    last = issues_of(agreement).last
    if draft is None:
        if request.method == "POST" and last:
            return _issued_meanwhile(request, last)
        raise Http404
    draft.agreement = agreement
    number = last.number + 1 if last else 1
    form = IssueForm(request.POST or None, row=draft, number=number)
    reach = reach_of_draft(draft, today())
    form.follows = _issuing(reach, last)
    digest = digest_of_text(draft.title, draft.text, draft.statement)
    if form.is_to_be_done():
        ask_for_proof(request)
    done = answer(
        request,
        form,
        acts.issue_edition,
        agreement,
        told=f"Edition {number} is issued. The SHA-256 of its text is {digest}.",
    )
    return done or ask(request, form, _issue_page(draft, reach, read_as(edition_from(draft, number), last)))


@asked
@signed_in
def withdraw_edition(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponse:
    """Take an edition back: it is signed no more and binds nobody."""
    edition = edition_developed_by(user_of(request), slug, key, number)
    form = WithdrawEditionForm(request.POST or None)
    form.follows = (
        "From now on nobody is asked to sign it, nobody can, and it binds nobody.",
        "The signatures under it stay on record, and so does its text.",
        "It cannot be undone: to go on with it, issue its text as the next edition.",
        PROOF,
    )
    signed = len(signatures_of(edition))
    page = Asking(
        heading=f"Withdraw edition {edition.number}",
        about=edition.agreement.name,
        back=edition.get_absolute_url(),
        back_text=f"Edition {edition.number}",
        facts=(
            ("Title", edition.title),
            ("In force from", told(edition.effective)),
            ("Signed by", f"{signed} {'person' if signed == 1 else 'people'}"),
        ),
        closed="This edition was withdrawn already." if getattr(edition, "withdrawn", None) else "",
    )
    if form.is_to_be_done():
        ask_for_proof(request)
    done = answer(request, form, acts.withdraw_agreement, edition, told=f"Edition {edition.number} is withdrawn.")
    return done or ask(request, form, page)


def _issuing(reach: Reach, last: Edition | None) -> tuple[str, ...]:
    letters = f"{reach.letters} {'letter goes' if reach.letters == 1 else 'letters go'} out" if reach.letters else ""
    return tuple(
        sentence
        for sentence in (
            "The text is fixed for ever. What is to be different later is another edition.",
            f"{letters} at once: who can sign in is asked to sign." if letters else "Nobody can be asked by letter.",
            f"{len(reach.on_paper)} cannot sign in: ask them on paper, and enter what they signed."
            if reach.on_paper
            else "",
            f"Edition {last.number} is signed no more; it stays in force until this one is." if last else "",
            "Afterwards the page of the edition shows the SHA-256 of its text, by which anybody can tell it.",
            PROOF,
        )
        if sentence
    )


def _issued_meanwhile(request: HttpRequest, last: Edition) -> HttpResponse:
    """The draft is gone since its page was made: whoever issued it is answered as before, and others are told."""
    form = IssueForm(request.POST, row=None, number=last.number)
    page = Asking(
        heading=f"Issue edition {last.number}",
        about=last.agreement.name,
        back=last.get_absolute_url(),
        back_text=f"Edition {last.number}",
        closed=f"It is edition {last.number} now.",
    )
    told_so = "The edition is issued."
    return answer(request, form, acts.issue_edition, last.agreement, told=told_so) or ask(request, form, page)


def _issue_page(draft: Draft, reach: Reach, read: Read) -> Asking:
    agreement = draft.agreement
    edition = read.edition
    lasts = f"Until the plan ends, before {told(draft.until)}" if draft.until else draft.get_life_display()
    return Asking(
        heading=f"Issue edition {edition.number}",
        about=agreement.name,
        back=draft.get_absolute_url(),
        back_text="The draft",
        facts=(
            ("Title", draft.title),
            ("In force from", told(draft.effective)),
            ("Lasts", lasts),
            ("Who signs", draft.get_signers_display()),
            ("Asked by letter", one_a_line(person.name for person in reach.by_letter) or "Nobody"),
            ("To be asked on paper", one_a_line(person.name for person in reach.on_paper) or "Nobody"),
            ("Nobody there to sign", one_a_line(place.title for place in reach.nobody) or "Nowhere"),
            ("Changed", read.changes.summary if read.changes else "It is the first edition."),
        ),
        closed=read.verdict.sentence,
    )
