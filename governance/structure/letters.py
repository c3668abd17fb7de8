"""What the letters of this room say."""

from __future__ import annotations

from datetime import datetime

from django.template.loader import render_to_string

from governance.structure.models import Trust
from trustboard.accounts.letters import Words


def head_letter(trust: Trust, *, head: str, now: datetime) -> Words:
    """The head of the trust's record, for an auditor to keep."""
    text = render_to_string("governance/structure/head.txt", {"trust": trust, "now": now, "head": head})
    return Words(subject="Keep this letter: it proves the record of your trust", text=text)
