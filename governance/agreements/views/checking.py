"""For everybody, without signing in: is this PDF ours, is it unaltered, which edition, who signed and when."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from governance.agreements.checking import Found, by_code, file_checked
from governance.agreements.codes import code_shown, code_typed
from governance.agreements.sealing_forms import CheckDocumentForm
from trustboard.accounts.requests import today
from trustboard.documents.keys import NoSeal


@require_http_methods(["GET", "HEAD", "POST"])
def check_document(request: HttpRequest) -> HttpResponse:
    """Ask for a PDF or a code, and say what came of the PDF. The file is not kept."""
    is_sent = request.method == "POST"
    form = CheckDocumentForm(request.POST, request.FILES) if is_sent else CheckDocumentForm()
    if not is_sent or not form.is_valid():
        return _page(request, form)
    if not form.cleaned_data["file"]:
        return _by_code(request, form)
    try:
        checked = file_checked(form.cleaned_data["file"].read(), today())
    except NoSeal:
        form.add_error("file", "Nothing can be checked at the moment. Tell the development officer.")
        return _page(request, form, status=503)
    name = form.cleaned_data["file"].name
    return _page(request, CheckDocumentForm(), file=checked, name=name, found=checked.found)


@require_safe
def check_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the record says of a code: a sealed document, or one signature."""
    found = by_code(code, today())
    return _page(
        request,
        CheckDocumentForm(),
        status=404 if found is None else 200,
        code=code_shown(code_typed(code)),
        found=found if isinstance(found, Found) else None,
        signature=None if isinstance(found, Found) else found,
        is_unknown=found is None,
    )


def _by_code(request: HttpRequest, form: CheckDocumentForm) -> HttpResponse:
    code = code_typed(form.cleaned_data["code"])
    if by_code(code, today()) is not None:
        return redirect("check_code", code=code)
    form.add_error("code", "No document and no signature has this code. Compare it letter by letter.")
    return _page(request, form)


def _page(request: HttpRequest, form: CheckDocumentForm, *, status: int = 200, **context: Any) -> HttpResponse:
    shown = {"form": form, "site": settings.SITE_URL, **context}
    response = render(request, "governance/agreements/check.html", shown, status=status)
    response["Cache-Control"] = "no-store, private"
    return response
