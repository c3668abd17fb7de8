"""Templates hold no script and no style of their own: the content security policy would not run them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.house import TOP

FORBIDDEN = {
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"""\sstyle\s*=\s*["'{]""", re.IGNORECASE),
    "a script of its own": re.compile(r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "an on… attribute": re.compile(r"""\son[a-z]+\s*=\s*["'{]""", re.IGNORECASE),
    "script in an htmx attribute": re.compile(r"""\bhx-on\b|\bhx-(?:vals|headers)\s*=\s*["']\s*js:""", re.IGNORECASE),
    "a javascript: link": re.compile(r"javascript\s*:", re.IGNORECASE),
}
TEMPLATES = sorted((TOP / "templates").rglob("*.html"))
COMMENTS = re.compile(r"{#.*?#}|{% comment.*?%}.*?{% endcomment %}", re.DOTALL)


def forbidden_in(text: str) -> list[str]:
    text = COMMENTS.sub("", text)
    return [what for what, pattern in FORBIDDEN.items() if pattern.search(text)]


def test_templates_hold_no_script_and_no_style() -> None:
    found = {str(file.relative_to(TOP)): forbidden_in(file.read_text()) for file in TEMPLATES}
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<style>p {}</style>", "a style element"),
        ('<p style="color: red">', "a style attribute"),
        ("<script>alert()</script>", "a script of its own"),
        ('<script type="module">alert()</script>', "a script of its own"),
        ('<a href="#" onclick="go()">', "an on… attribute"),
        ('<button hx-on:click="go()">', "script in an htmx attribute"),
        ('<a href="javascript:go()">', "a javascript: link"),
    ],
)
def test_template_is_named_when_it_holds_one(text: str, what: str) -> None:
    assert what in forbidden_in(text)


@pytest.mark.parametrize(
    "text",
    ['<script type="module" src="x.js"></script>', "{# style= #}", "<p>on=off</p>", "<div hx-vals='{\"a\": 1}'>"],
)
def test_template_is_not_named_when_it_holds_none(text: str) -> None:
    assert forbidden_in(text) == []


def test_there_are_templates() -> None:
    assert Path(TOP / "templates").is_dir()
    assert len(TEMPLATES) > 0
