"""An agreement as PDF: printed as it stands, sealed, and fetched as it was sealed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from governance.agreements import sealing
from governance.agreements.codes import code_shown
from governance.agreements.models import Edition, Sealed
from governance.agreements.permissions import edition_developed_by, edition_followed_by, sealed_followed_by
from governance.agreements.queries import signatures_of, signing_of
from governance.agreements.rules import may_seal
from governance.agreements.sealing_forms import SealAgreementForm
from trustboard.accounts.asking import Asking, ask
from trustboard.accounts.requests import by_of, signed_in, today, user_of
from trustboard.documents.keys import NoSeal
from trustboard.documents.printing import PDF, CannotPrint
from trustboard.documents.sealing import CannotSeal
from trustboard.documents.serving import kept_as_download, made_as_download

LARGE = "large"
SEALED_ALREADY = "It is sealed already as it stands: another document would tell the same."


@require_safe
@signed_in
def agreement_pdf(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponseBase:
    """The edition with its signatures as they stand, printed now and without a seal; `?size=large` in large print."""
    edition = edition_followed_by(user_of(request), slug, key, number)
    try:
        pdf = sealing.print_agreement(edition, now=timezone.now(), is_large=request.GET.get("size") == LARGE)
    except CannotPrint as fault:
        context = {"sentence": str(fault), "edition": edition}
        return render(request, "governance/agreements/not_printed.html", context, status=503)
    return made_as_download(pdf, name=f"{_name(edition)}-unsealed.pdf", media_type=PDF)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def seal_agreement(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponse:
    """Seal the edition with every signature that there is."""
    edition = edition_developed_by(user_of(request), slug, key, number)
    codes = [each.code for each in signatures_of(edition)]
    standing = sealing.standing_document(edition, now=timezone.now())
    form = SealAgreementForm(request.POST or None)
    form.follows = (
        "A PDF with every signature so far is made and sealed. It never changes.",
        "Members can fetch it, and anybody who has it can check it.",
        "Whoever signs later is in the next one: seal it again then.",
    )
    if form.is_to_be_done() and standing:
        messages.info(request, SEALED_ALREADY)
        return redirect(edition)
    if form.is_to_be_done():
        with form.refusals():
            try:
                sealing.seal_agreement(edition, by=by_of(request, form))
            except (CannotPrint, CannotSeal, NoSeal) as fault:
                form.add_error(None, str(fault))
            else:
                messages.success(request, "The agreement is sealed.")
                return redirect(edition)
    signing, verdict = signing_of(edition, today()), may_seal(signatures=codes, now=codes)
    page = Asking(
        heading="Seal the agreement",
        about=str(edition),
        back=edition.get_absolute_url(),
        back_text=str(edition),
        facts=(
            ("Signed", f"{len(signing.signed)} of {len(signing.signers)}"),
            *((("Sealed document", _link_to(standing)),) if standing else ()),
        ),
        closed=SEALED_ALREADY if standing else verdict.sentence,
    )
    return ask(request, form, page)


@require_safe
@signed_in
def sealed_agreement(request: HttpRequest, slug: str, key: str, code: str) -> HttpResponseBase:
    """A sealed document, byte for byte as it was sealed."""
    sealed = sealed_followed_by(user_of(request), slug, key, code)
    name = f"{_name(sealed.edition)}-{code_shown(sealed.code)}.pdf"
    return kept_as_download(sealed.sha256, name=name, media_type=PDF)


def _link_to(sealed: Sealed) -> SafeString:
    return format_html(
        '<a class="govuk-link" href="{}" download>{}</a>', sealed.get_absolute_url(), code_shown(sealed.code)
    )


def _name(edition: Edition) -> str:
    return f"{edition.agreement.trust.slug}-{edition.agreement.key}-{edition.number}"
