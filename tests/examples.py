"""How many examples Hypothesis tries: some in every run, all of them in `script/soak`."""

from __future__ import annotations

import os

from hypothesis import settings

IS_WHOLE = os.environ.get("EXAMPLES") == "whole"


def examples(whole: int) -> settings:
    """So many where `EXAMPLES` says whole, elsewhere a fifth of them and 20 at least."""
    return settings(max_examples=whole if IS_WHOLE else max(20, whole // 5))
