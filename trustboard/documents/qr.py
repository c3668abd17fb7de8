"""An address as a QR code that stands in a printed page."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe

SCALE = 3
"""CSS pixels a module: a little under a millimetre on paper, which a telephone reads at arm's length."""


def qr_svg(address: str, *, alt: str, scale: int = SCALE) -> SafeString:
    """Inline SVG of the QR code (ISO/IEC 18004, error correction M), black on white with its quiet zone.

    `alt` becomes its title, which the typesetter takes as the alternative text. Raises ValueError where the address is
    too long for a code.
    """
    code = segno.make_qr(address, error="m", boost_error=False)
    drawn = code.svg_inline(scale=scale, light="#fff", title=alt, svgclass=None, lineclass=None)
    return mark_safe(drawn)  # noqa: S308 - drawn from the address bit by bit, with the title escaped by segno
