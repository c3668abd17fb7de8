"""Who has signed an agreement; the officer reminds the others, keeps the blocks and enters what came on paper."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from governance.agreements import acts
from governance.agreements.models import Agreement, Edition
from governance.agreements.overview import (
    agencies_without_block,
    as_at,
    blocks_shown,
    by_agency,
    draft_under_way,
    reach_of_reminder,
    signatory_of,
    unreached,
)
from governance.agreements.permissions import (
    agreement_developed_by,
    agreement_followed_by,
    block_developed_by,
    signature_shown_to,
)
from governance.agreements.place_forms import (
    AddBlockForm,
    EndBlockForm,
    NameSignatoryForm,
    PaperSignatureForm,
    RemindForm,
)
from governance.agreements.queries import (
    Issues,
    Signer,
    day_of,
    in_force_among,
    issues_of,
    place_columns,
    signing_of,
)
from governance.agreements.scans import scan_as_download
from governance.agreements.sealing import seal_when_complete
from governance.agreements.spreadsheets import signatures_as_csv
from governance.membership.models import Person
from governance.membership.queries import people_of_user, table_of
from governance.structure.days import AskedDay, asked_day
from governance.structure.permissions import trust_inspected_by
from trustboard.accounts.asking import Asking, answer, ask, one_a_line
from trustboard.accounts.queries import held_roles
from trustboard.accounts.requests import signed_in, today, user_of
from trustboard.acts.days import told
from trustboard.acts.forms import ActForm

asked = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@signed_in
def agreement_signatures(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Who has signed an edition by a day, who has not, and among whom the agreement was in force on it."""
    agreement = agreement_followed_by(user_of(request), slug, key)
    day = asked_day(request.GET.get("on", ""), today())
    issues = issues_of(agreement)
    edition = _edition_asked(request, issues, day)
    roles = held_roles(request.user, agreement.trust)
    is_officer = "officer" in roles
    context = {
        "trust": agreement.trust,
        "agreement": agreement,
        "roles": roles,
        "asked": day,
        "today": _address(agreement, edition),
        "kept": [("edition", edition.number)] if edition else [],
        "edition": edition,
        "editions": issues.editions,
        "draft": draft_under_way(agreement) if is_officer else None,
        "blocks": blocks_shown(agreement, today()) if is_officer else [],
    }
    if edition:
        context |= _signed(request, edition, issues, day, is_officer=is_officer)
    return render(request, "governance/agreements/signatures.html", context)


@require_safe
@signed_in
def agreement_signatures_csv(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The same for a spreadsheet; why somebody declined is not in it."""
    agreement = agreement_followed_by(user_of(request), slug, key)
    day = asked_day(request.GET.get("on", ""), today())
    edition = _edition_asked(request, issues_of(agreement), day)
    if edition is None:
        raise Http404
    name = f"{slug}-{key}-{edition.number}-signatures-{day.day.isoformat()}.csv"
    return HttpResponse(
        signatures_as_csv(as_at(signing_of(edition, day.day))),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


@asked
@signed_in
def remind_signers(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Send everybody who has not signed a letter, unless one went to them today."""
    agreement = agreement_developed_by(user_of(request), slug, key)
    edition = issues_of(agreement).current(today())
    form = RemindForm(request.POST or None)
    if edition is None:
        return ask(
            request,
            form,
            _about(agreement, "Remind those who have not signed", closed="No edition is to be signed now."),
        )
    signing = signing_of(edition, today())
    reach = reach_of_reminder(signing)
    many = f"{reach.letters} {'letter' if reach.letters == 1 else 'letters'}"
    form.follows = (
        f"{many} {'goes' if reach.letters == 1 else 'go'} out now.",
        "Nobody is reminded twice on one day.",
    )
    done = answer(request, form, acts.remind_signers, edition, told=f"{many} on the way.") if reach.letters else None
    if done:
        return done
    facts = (
        ("Signed", f"{len(signing.signed)} of {len(signing.signers)}"),
        ("Reminded by letter", one_a_line(person.name for person in reach.by_letter) or "Nobody"),
        ("To be asked on paper", one_a_line(person.name for person in reach.on_paper) or "Nobody"),
    )
    closed = "" if reach.letters else "Nobody is left who can be reminded by letter today."
    return ask(request, form, _about(agreement, "Remind those who have not signed", facts=facts, closed=closed))


@asked
@signed_in
def add_block(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Add a place for one signature (M6.1)."""
    agreement = agreement_developed_by(user_of(request), slug, key)
    form = AddBlockForm(request.POST or None, trust=agreement.trust, day=today())
    form.follows = (
        "It stands at the end of the agreement, under the blocks that are there.",
        "Who signs there finds the agreement on their first page; no letter goes out before you issue or remind.",
    )
    page = _about(agreement, "Add a signature block")
    done = answer(request, form, acts.add_block, agreement, told="The block is added.")
    return done or ask(request, form, page)


@asked
@signed_in
def name_signatory(request: HttpRequest, slug: str, key: str, block: UUID) -> HttpResponse:
    """Say who signs at a block from a day on."""
    named = block_developed_by(user_of(request), slug, key, block)
    shown = signatory_of(named, today())
    form = NameSignatoryForm(request.POST or None, trust=named.agreement.trust, day=today())
    form.follows = (
        "From that day on they sign there, and nobody else does.",
        "What was signed there before stays, and counts no more for the block: the successor is asked.",
    )
    page = _about(
        named.agreement,
        f"Who signs for {named.title}",
        facts=(
            ("Organisation", named.agency.name if named.agency else "None of the trust's"),
            ("Signs there now", shown.person.name if shown.person else "Nobody"),
        ),
    )
    done = answer(request, form, acts.name_signatory, named, told="It is recorded who signs there.")
    return done or ask(request, form, page)


@asked
@signed_in
def end_block(request: HttpRequest, slug: str, key: str, block: UUID) -> HttpResponse:
    """Say from when on a block is there no more."""
    ended = block_developed_by(user_of(request), slug, key, block)
    form = EndBlockForm(request.POST or None, row=ended, day=today())
    form.follows = (
        "From that day on nobody is asked to sign there, and the agreement counts as complete without it.",
        "What was signed there stays.",
    )
    page = _about(
        ended.agreement,
        f"End the block of {ended.title}",
        facts=(
            ("Organisation", ended.agency.name if ended.agency else "None of the trust's"),
            ("Since", told(ended.starts)),
        ),
        closed=f"It has its end already: it is there until {told(ended.ends)}." if ended.ends else "",
    )
    return answer(request, form, acts.end_block, ended, told="The end is recorded.") or ask(request, form, page)


@asked
@signed_in
def enter_paper_signature(request: HttpRequest, slug: str, key: str, place: str) -> HttpResponse:
    """Enter what somebody signed on paper, with its scan."""
    agreement = agreement_developed_by(user_of(request), slug, key)
    edition = issues_of(agreement).current(today())
    signer = _signer_at(edition, place)
    if edition is None or signer is None:
        closed = "No edition is to be signed now." if edition is None else "Nobody signs there any more."
        return ask(request, ActForm(), _about(agreement, "Enter a signature on paper", closed=closed))
    form = PaperSignatureForm(request.POST or None, request.FILES or None, people=_people_at(signer))
    form.follows = (
        "It stands everywhere as signed on paper, and entered by you.",
        "It cannot be changed or taken back: look at the scan again before you enter it.",
    )
    done = answer(
        request, form, acts.enter_paper_signature, edition, signer.place.key, told="The signature is entered."
    )
    if done:
        seal_when_complete(edition, now=timezone.now())
    closed = "Nobody is there to sign: say first who does." if signer.person is None else ""
    page = _about(
        agreement,
        "Enter a signature on paper",
        facts=(
            ("Edition", f"{edition.number}, {edition.title}"),
            ("Signed for", signer.agency.name if signer.agency else signer.place.title),
            ("Place", signer.place.title),
        ),
        closed="It is signed already." if signer.signature else closed,
    )
    return done or ask(request, form, page)


@require_safe
@signed_in
def signature_scan(request: HttpRequest, slug: str, key: str, signature: UUID) -> HttpResponseBase:
    """The scan of a signature on paper, for the officer and the auditor."""
    trust_inspected_by(user_of(request), slug)
    return scan_as_download(signature_shown_to(user_of(request), slug, key, signature))


def _signed(
    request: HttpRequest, edition: Edition, issues: Issues, day: AskedDay, *, is_officer: bool
) -> dict[str, object]:
    table = table_of(edition.agreement.trust)
    signing = as_at(signing_of(edition, day.day, table=table))
    in_force = issues.in_force(day.day)
    is_current = day.is_today and issues.current(day.day) == edition
    own = {person.pk for person in people_of_user(user_of(request))}
    return {
        "signing": signing,
        "standing": issues.standing(edition, day.day),
        "groups": [
            (name, [(each, _day_signed(each)) for each in signers]) for name, signers in by_agency(signing.signers)
        ],
        "former": [(each, day_of(each)) for each in signing.former],
        "in_force": in_force,
        "among": in_force_among(edition.agreement, day.day) if in_force else [],
        "own": own,
        "is_current": is_current,
        "without_account": unreached(signing) if is_officer and is_current else set(),
        "without_block": agencies_without_block(signing, table) if is_officer else [],
    }


def _day_signed(signer: Signer) -> date | None:
    return day_of(signer.signature) if signer.signature else None


def _edition_asked(request: HttpRequest, issues: Issues, day: AskedDay) -> Edition | None:
    """The edition that the address names; else the one signed on the day, or the last. Http404 for no such."""
    typed = request.GET.get("edition", "")
    if not typed:
        return issues.current(day.day) or issues.last
    found = next((each for each in issues.editions if str(each.number) == typed), None)
    if found is None:
        raise Http404
    return found


def _signer_at(edition: Edition | None, place: str) -> Signer | None:
    try:
        place_columns(place)
    except ValueError:
        raise Http404 from None
    signers = signing_of(edition, today()).signers if edition else []
    return next((each for each in signers if each.place.key == place), None)


def _people_at(signer: Signer) -> list[tuple[Person, str]]:
    people = ((signer.person, "who signs there"), (signer.deputy, "as named deputy"))
    return [(person, as_what) for person, as_what in people if person]


def _address(agreement: Agreement, edition: Edition | None) -> str:
    address = reverse("agreement_signatures", args=[agreement.trust.slug, agreement.key])
    return f"{address}?edition={edition.number}" if edition else address


def _about(
    agreement: Agreement, heading: str, *, facts: tuple[tuple[str, object], ...] = (), closed: str = ""
) -> Asking:
    return Asking(
        heading=heading,
        about=agreement.name,
        back=_address(agreement, None),
        back_text="Who has signed",
        facts=facts,
        closed=closed,
    )
