"""Days and offices in addresses, as people would write them: 2008-05-01, vice-chair."""

from __future__ import annotations

from datetime import date

from governance.structure.rules import key_for


class DayConverter:
    """A day, as 2008-05-01."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class OfficeConverter:
    """An office by the key that its name gives: "Deputy chair" stands as deputy-chair."""

    regex = r"[a-z0-9-]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return key_for(value, ())
