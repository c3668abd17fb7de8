"""The editor with which an officer changes the rules of a body, without code and without script.

The whole draft stands in the form. A button that adds, removes or moves a row sends the form and gets it back; nothing
is kept until it is saved. With script only the parts of the page that differ are put in place.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from governance.constitution import acts
from governance.constitution.editor.changing_forms import BUTTON, ChangePartForm, CorrectPartForm
from governance.constitution.editor.drafts import Typed
from governance.constitution.editor.editing import Editing, title
from governance.constitution.editor.effects import changing, correcting, first_day
from governance.constitution.editor.part_forms import EDITED
from governance.constitution.models import Constitution
from governance.constitution.rulebook import names_of, rulebook_of, words_of
from governance.membership.forms import StrikeForm
from governance.structure.models import Body
from governance.structure.permissions import body_developed_by
from trustboard.accounts.asking import Asking, ask
from trustboard.accounts.requests import by_of, signed_in, today, user_of
from trustboard.acts.days import told
from trustboard.acts.forms import ActForm, Text

asked = require_http_methods(["GET", "HEAD", "POST"])

SCRIPT = "X-Trustboard-Editor"
"""The header by which the page's script asks for what has changed, and for nothing around it: all of it after a button,
the sentence alone while one types.
"""

TEMPLATES = {"all": "change_region.html", "sentence": "change_sentence.html"}

STRUCK = (
    "The version before it goes on in its place.",
    "What was decided under it stays as it was.",
    "It stays in the history and the ledger, with the reason.",
)


@asked
@signed_in
def change_part(request: HttpRequest, slug: str, body: str, part: str) -> HttpResponse:
    """Change a part of the rules from a day on."""
    changed = _body_and_part(request, slug, body, part)
    rulebook = rulebook_of(changed.trust)
    latest = rulebook.latest(changed.key)
    editing = _editing(request, changed, part, latest.written if latest else {})
    form = ChangePartForm(
        request.POST or None,
        day=first_day(today(), latest.starts if latest else None),
        read=rulebook.edits(changed.key),
    )
    form.follows = changing(rulebook, changed, part, form.day("starts"))
    if _is_to_be_done(request, editing, form):
        with form.refusals():
            acts.change_part(changed, part=part, written=editing.plain, **form.asked(), by=by_of(request, form))
            messages.success(request, f"{title(part)}: the change is saved.")
            return redirect(_rules(changed, form.cleaned_data["starts"]))
    both: list[Text] = []
    if form.is_meanwhile:
        rulebook = rulebook_of(changed.trust)
        now = rulebook.latest(changed.key)
        both = _both(_editing(request, changed, part, now.written if now else {}))
        form.look_again(rulebook.edits(changed.key))
    return _page(request, changed, editing, form, heading="Change", both=both)


@asked
@signed_in
def correct_part(request: HttpRequest, slug: str, body: str, starts: date, part: str) -> HttpResponse:
    """Say that a part of a version was never so."""
    corrected = _body_and_part(request, slug, body, part)
    version = get_object_or_404(Constitution.objects.select_related("body__trust"), body=corrected, starts=starts)
    editing = _editing(request, corrected, part, version.written)
    form = CorrectPartForm(request.POST or None, row=version)
    form.follows = correcting(starts)
    if _is_to_be_done(request, editing, form):
        with form.refusals():
            acts.correct_part(version, part=part, written=editing.plain, **form.asked(), by=by_of(request, form))
            messages.success(request, f"{title(part)}: the correction is saved.")
            return redirect(_rules(corrected, starts))
    both: list[Text] = []
    if form.is_meanwhile:
        version.refresh_from_db()
        both = _both(_editing(request, corrected, part, version.written))
        form.look_again(version.version)
    return _page(request, corrected, editing, form, heading="Correct", both=both, version=starts)


@asked
@signed_in
def strike_constitution(request: HttpRequest, slug: str, body: str, starts: date) -> HttpResponse:
    """Say that a version of the rules was never so at all."""
    struck = body_developed_by(user_of(request), slug, body)
    version = Constitution.objects.select_related("body__trust").filter(body=struck, starts=starts).first()
    if version is None:
        # Whoever sends the form twice is led where the first time led.
        if request.method == "POST":
            return redirect(_rules(struck))
        raise Http404
    form = StrikeForm(request.POST or None, row=version)
    form.follows = STRUCK
    if form.is_to_be_done():
        with form.refusals():
            acts.strike_constitution(version, **form.asked(), by=by_of(request, form))
            messages.success(request, f"The version of {told(starts)} is struck from the record.")
            return redirect(_rules(struck))
    page = Asking(
        heading=f"Strike the version of {told(starts)}",
        about=struck.name,
        back=_rules(struck, starts),
        back_text="Rules",
        words="Only for what was never so. Where something changes from a day on, record that as a change instead.",
    )
    return ask(request, form, page)


def _body_and_part(request: HttpRequest, slug: str, body: str, part: str) -> Body:
    found = body_developed_by(user_of(request), slug, body)
    if part not in EDITED:
        raise Http404
    return found


def _editing(request: HttpRequest, body: Body, part: str, whole: dict[str, Any]) -> Editing:
    stands = Editing(part, whole, words_of(body), names_of(body.trust, body))
    if request.method != "POST":
        return stands
    return stands.sent(Typed(dict(request.POST.lists())), request.POST.get(BUTTON, ""))


def _is_to_be_done(request: HttpRequest, editing: Editing, form: ActForm) -> bool:
    """Whether all that was sent can be saved. Both are asked, so that the page shows all that is wrong."""
    return form.is_to_be_done() and request.method == "POST" and editing.may_be_saved


def _both(stands: Editing) -> list[Text]:
    """What each rule says now, and what it says as typed here, where they differ."""
    now = {said.label: said.text for said in stands.said_before}
    typed = {said.label: said.text for said in stands.said}
    return [
        Text(label, now.get(label, "(nothing)"), typed.get(label, "(nothing)"))
        for label in {**now, **typed}
        if now.get(label) != typed.get(label)
    ]


def _page(
    request: HttpRequest,
    body: Body,
    editing: Editing,
    form: ActForm,
    *,
    heading: str,
    both: Sequence[Text],
    version: date | None = None,
) -> HttpResponse:
    called = title(editing.part)
    shown = {
        "trust": body.trust,
        "body": body,
        "editing": editing,
        "heading": f"{heading} the rules: {called[:1].lower()}{called[1:]}",
        "asking": form,
        "both": both,
        "version": version,
        "back": _rules(body, version),
        "lists_address": reverse("change_part", args=[body.trust.slug, body.key, "lists"]),
        "inherits_address": reverse("change_part", args=[body.trust.slug, body.key, "inherits"]),
    }
    template = TEMPLATES.get(request.headers.get(SCRIPT, ""), "change_part.html")
    return render(request, f"governance/constitution/{template}", shown)


def _rules(body: Body, day: date | None = None) -> str:
    """The page of the body's rules, on that day."""
    on = f"?{urlencode({'on': day.isoformat()})}" if day else ""
    return f"{reverse('rules', args=[body.trust.slug, body.key])}{on}"
