"""What a trust may be called."""

from __future__ import annotations

import re

from trustboard.acts.verdict import ALLOWED, Verdict, refused

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def may_found(*, slug: str, name: str, is_taken: bool) -> Verdict:
    """A trust has a name, and an address of its own that reads well."""
    if not SLUG.fullmatch(slug):
        return refused(
            "The address of a trust is made of small letters, digits and single hyphens, such as north-shire."
        )
    if not name.strip():
        return refused("A trust needs a name.")
    if is_taken:
        return refused(f"There is a trust at the address {slug} already.")
    return ALLOWED
