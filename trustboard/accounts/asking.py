"""A page that asks for one act: shown, sent, done, and left for the page that shows the result."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from trustboard.accounts.requests import by_of
from trustboard.acts.act import Done
from trustboard.acts.forms import ActForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The page: its heading, what it is about, where it was come from, how things stand (name and value), and a word
    before the form where one is needed. `closed` says why it cannot be done at all; then there is no form.
    """

    heading: str
    about: str
    back: str
    back_text: str
    facts: tuple[tuple[str, Any], ...] = ()
    words: str = ""
    closed: str = ""


def answer(
    request: HttpRequest, form: ActForm, act: Callable[..., Done[Any]], *on: Any, told: str = "Saved.", **also: Any
) -> HttpResponse | None:
    """Do the act that the form asks for, on these things, and lead to its result with a word about it.

    Nothing where the form was not sent to be done, is not complete, or was refused: then its page is shown.
    """
    if form.is_to_be_done():
        with form.refusals():
            done = act(*on, **also, **form.asked(), by=by_of(request, form))
            messages.success(request, told)
            return redirect(done.address)
    return None


def ask(request: HttpRequest, form: ActForm, page: Asking) -> HttpResponse:
    """Show the page of an act."""
    return render(request, "trustboard/acts/ask.html", {"form": form, "page": page})


def one_a_line(texts: Iterable[str]) -> SafeString:
    """Several texts as the value of one fact, each on a line of its own. Empty where there is none."""
    return format_html_join(SafeString("<br>"), "{}", ((text,) for text in texts))
