"""What the developers' page shows: each component's own comment, read from its file, and an invented example.

A component is a file of `templates/components/` that begins with a comment: its name and purpose, an empty line, then
its variables, one a line. Its example is the file of the same name in `templates/trustboard/look/examples/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings

COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"
EXAMPLES = Path(settings.BASE_DIR) / "templates" / "trustboard" / "look" / "examples"


@dataclass(frozen=True, slots=True)
class Component:
    """One component: its name in words, what it is for, its variables with their meaning, and its example."""

    key: str
    title: str
    purpose: str
    variables: list[tuple[str, str]]
    example: str
    code: str


class SampleForm(forms.Form):
    """A form with one of each usual field, half filled in."""

    name = forms.CharField(label="Full name", error_messages={"required": "Enter the full name."})
    email = forms.EmailField(
        label="E-mail address",
        help_text="We send a link to this address.",
        error_messages={"required": "Enter the e-mail address."},
    )
    role = forms.ChoiceField(
        label="What they will be",
        choices=[("officer", "Development officer"), ("auditor", "Auditor")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they will be."},
    )


def all_components() -> list[Component]:
    """Every component, by name."""
    return [_read(path) for path in sorted(COMPONENTS.glob("*.html"))]


def sample_words() -> dict[str, Any]:
    """The lists that the examples use; whatever is short stands in the examples themselves."""
    came, deputy, away, unknown = (
        ("good", "✓", "present"),
        ("partly", "D", "sent a deputy"),
        ("bad", "✗", "absent"),
        ("none", "", "no meeting of theirs"),
    )
    return {
        "columns": ["Seat", "Held by", "Until"],
        "seats": [["Chair", "Adela Marsh", "31 March 2027"], ["District councils", "Nobody yet", "since 3 May"]],
        "tasks": [
            {
                "title": "Read the papers",
                "href": "#task_list",
                "hint": "6 papers",
                "status": "to do",
                "state": "waiting",
            },
            {"title": "Declare interests", "href": "#task_list", "status": "late", "state": "attention"},
            {"title": "Sign the agreement", "status": "done", "state": "good"},
        ],
        "spans": [
            {"x": 0, "width": 90, "state": "unknown", "label": "not begun", "times": "14:00 to 14:07"},
            {"x": 90, "width": 480, "state": "good", "label": "quorate", "times": "14:07 to 14:43"},
            {"x": 570, "width": 130, "state": "bad", "label": "not quorate", "times": "14:43 to 14:53"},
            {"x": 700, "width": 110, "state": "paused", "label": "adjourned", "times": "14:53 to 15:01"},
            {"x": 810, "width": 190, "state": "good", "label": "quorate", "times": "15:01 to 15:15"},
        ],
        "meetings": ["16 Jan", "20 Mar", "15 May", "17 Jul", "18 Sep", "20 Nov"],
        "attendance": [
            ("Police", [came, came, deputy, came, came, away]),
            ("District councils", [away, came, came, deputy, came, came]),
            ("Skills council", [unknown, unknown, came, came, away, came]),
        ],
        "kinds": [came, deputy, away, unknown],
    }


def _read(path: Path) -> Component:
    text = path.read_text(encoding="utf-8")
    comment = text.partition("{% comment %}")[2].partition("{% endcomment %}")[0].strip()
    words, _, variables = comment.partition("\n\n")
    title, _, purpose = " ".join(words.split()).partition(": ")
    return Component(
        key=path.stem,
        title=title,
        purpose=purpose,
        variables=[_named(line) for line in variables.splitlines()],
        example=f"trustboard/look/examples/{path.name}",
        code=(EXAMPLES / path.name).read_text(encoding="utf-8").strip(),
    )


def _named(line: str) -> tuple[str, str]:
    name, _, meaning = line.partition(": ")
    return name, meaning
