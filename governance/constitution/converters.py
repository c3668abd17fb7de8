"""Numbers of clauses in addresses, as the agreement has them: K10.4."""

from __future__ import annotations


class ClauseConverter:
    """The number of a clause; it holds a digit, so that no word of our own pages is one."""

    regex = r"(?=[A-Za-z.-]*[0-9])[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
