"""A rule while it is edited: what stands in the fields of one HTML form, and what its buttons do.

Its laws:

1. The name of a field is the path of the rule language at which it stands: `quorum.business.at_least.among.2.count.n`.
   `[2]` of a refusal's path is `.2` here, so that every refusal leads to its field.
2. A button changes only which names there are; whatever was typed stays, also what is not valid yet.
3. Nothing is remembered between two requests: the fields are the draft.

Beside the fields themselves, `path.rows` says how many rows a list has, `path.kinds` names the kinds that have a part
of their own, `path.there` says that an optional part is there, `path.was` which form was shown, and `path.new` is what
is chosen to be added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

MOST_ROWS = 100
ROWS, KINDS, THERE, WAS, NEW = "rows", "kinds", "there", "was", "new"
YES = "yes"
VERBS = ("show", "add", "remove", "up", "down", "with", "without", "name", "forget")


class Typed:
    """What was typed, by the names of fields; each may have several values. It may be changed, the original never."""

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self.fields = {name: list(values) for name, values in fields.items()}

    def one(self, path: str, default: str = "") -> str:
        """The value of the field, the last where there are several."""
        return self.fields[path][-1] if self.fields.get(path) else default

    def some(self, path: str) -> list[str]:
        """All values of the field, each once."""
        return list(dict.fromkeys(self.fields.get(path, ())))

    def put(self, path: str, *values: str) -> None:
        """Let the field have these values."""
        self.fields[path] = list(values)

    def beneath(self, path: str) -> list[str]:
        """The names of the fields of that path and beneath it."""
        return [name for name in self.fields if name == path or name.startswith(f"{path}.")]

    def knows(self, path: str) -> bool:
        """Whether there is any field beneath that path."""
        return any(name.startswith(f"{path}.") or name == path for name in self.fields)

    def move(self, path: str, to: str) -> None:
        """Let all that stands at and beneath the path stand there instead, in place of what is there."""
        moved = {name: self.fields.pop(name) for name in self.beneath(path)}
        self.drop(to)
        self.fields |= {f"{to}{name.removeprefix(path)}": values for name, values in moved.items()}

    def drop(self, path: str) -> None:
        """Take away all that stands at and beneath the path."""
        for name in self.beneath(path):
            del self.fields[name]

    def number_of_rows(self, path: str) -> int:
        """How many rows the list has; no more than anybody needs."""
        typed = self.one(f"{path}.{ROWS}")
        return min(int(typed), MOST_ROWS) if re.fullmatch("[0-9]{1,4}", typed) else 0


@dataclass(frozen=True, slots=True)
class Button:
    """What a button asks: a verb, the path it speaks of and, for a kind, its name."""

    verb: str
    path: str
    name: str = ""

    @classmethod
    def read(cls, text: str) -> Button | None:
        """The button of that value; None where it is none of ours."""
        verb, _, rest = text.partition(":")
        if verb not in VERBS:
            return None
        path, _, name = rest.partition(":") if verb == "forget" else (rest, "", "")
        return cls(verb, path, name)


def pressed(typed: Typed, button: Button) -> Typed:
    """What stands in the form after the button; the same where it speaks of what is not there."""
    after = Typed(typed.fields)
    _DONE[button.verb](after, button)
    return after


def is_pending(typed: Typed, path: str) -> bool:
    """Whether a kind was chosen to be added and the button beside it not pressed yet."""
    return bool(typed.one(f"{path}.{NEW}"))


def _show(typed: Typed, button: Button) -> None:
    """Nothing: what stands in the form is only shown as it is."""


def _add(typed: Typed, button: Button) -> None:
    rows = typed.number_of_rows(button.path)
    typed.put(f"{button.path}.{ROWS}", str(min(rows + 1, MOST_ROWS)))


def _remove(typed: Typed, button: Button) -> None:
    row = _row(typed, button.path)
    if row is None:
        return
    path, place = row
    typed.drop(button.path)
    rows = typed.number_of_rows(path)
    for later in range(place + 1, rows):
        typed.move(f"{path}.{later}", f"{path}.{later - 1}")
    typed.put(f"{path}.{ROWS}", str(rows - 1))


def _swap(typed: Typed, button: Button) -> None:
    row = _row(typed, button.path)
    if row is None:
        return
    path, place = row
    other = place - 1 if button.verb == "up" else place + 1
    if not 0 <= other < typed.number_of_rows(path):
        return
    aside = f"{path}.aside"
    typed.move(f"{path}.{other}", aside)
    typed.move(button.path, f"{path}.{other}")
    typed.move(aside, button.path)


def _with(typed: Typed, button: Button) -> None:
    typed.put(f"{button.path}.{THERE}", YES)


def _without(typed: Typed, button: Button) -> None:
    typed.drop(button.path)


def _name(typed: Typed, button: Button) -> None:
    chosen = typed.one(f"{button.path}.{NEW}")
    if chosen:
        typed.put(f"{button.path}.{KINDS}", *dict.fromkeys([*typed.some(f"{button.path}.{KINDS}"), chosen]))
        typed.drop(f"{button.path}.{NEW}")


def _forget(typed: Typed, button: Button) -> None:
    kinds = [kind for kind in typed.some(f"{button.path}.{KINDS}") if kind != button.name]
    typed.put(f"{button.path}.{KINDS}", *kinds)
    typed.drop(f"{button.path}.{button.name}")


def _row(typed: Typed, path: str) -> tuple[str, int] | None:
    of, _, place = path.rpartition(".")
    is_there = re.fullmatch("[0-9]{1,4}", place) and int(place) < typed.number_of_rows(of)
    return (of, int(place)) if is_there else None


_DONE = {
    "show": _show,
    "add": _add,
    "remove": _remove,
    "up": _swap,
    "down": _swap,
    "with": _with,
    "without": _without,
    "name": _name,
    "forget": _forget,
}


def as_field(path: str) -> str:
    """The name of the field of which a refusal of the rule language speaks."""
    return path.replace("[", ".").replace("]", "")


def id_of(path: str) -> str:
    """The id of what stands at the path; an id holds no blanks."""
    return re.sub(r"[^A-Za-z0-9._-]+", "_", path)


def upwards(path: str) -> Iterator[str]:
    """The path, and each path above it."""
    while path:
        yield path
        path = path.rpartition(".")[0]
