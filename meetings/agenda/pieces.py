"""One item cut out of a published copy: what somebody reads who has leave to read it, and nothing else.

Its laws:

1. It is cut out of the copy itself, whose digest is on record; nothing is written anew.
2. It is found by the key of the item, never by its number or title.
3. What was typed can neither begin nor end a piece: it was escaped when the copy was made.
"""

from __future__ import annotations

import re
from uuid import UUID

APART = "leave-"
"""Before the ids in a piece, which stands on one page with the copy that everyone reads."""


def piece_of(html: str, key: UUID) -> str:
    """The item of that key in the copy; empty where the copy does not hold it."""
    found = re.search(rf'<section class="tb-point" data-item="{key}" .*?</section>', html, re.DOTALL)
    return re.sub(r' (id|aria-labelledby)="', rf' \1="{APART}', found[0]) if found else ""
