"""What is wrong with a draft, as a sentence for whoever typed it, and where on the page it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from governance.constitution.core.scalars import Refused
from governance.constitution.editor.drafts import as_field, upwards
from governance.constitution.editor.drafts_shown import Shown

TYPED = {
    "number": "Enter a whole number, such as 8.",
    "share": "Enter a share, such as 1/2, 2/3 or 75%.",
    "number or share": "Enter a whole number such as 8, or a share such as 1/2.",
    "time": "Enter a time, such as 30 minutes or 8 days.",
    "length": "Enter a length, such as 3 weeks or 15 months.",
    "day": "Enter a day, such as 1 April 2026.",
    "day of the year": "Enter a day of the year, such as 31 March.",
}
SENTENCES = (
    (r"needs ([0-9]+) of ([0-9]+)", "{0} are asked for, but the list has {1}. Add rows, or ask for fewer."),
    (r"no clause '(.*)'", "There is no clause {0} in this trust's agreement."),
    (r"no office '@.*'", "Choose offices of one body only."),
    (r"no .* '(.+)'", "“{0}” is not known here any more. Take it out, or choose another."),
    (r"no .* ''", "Choose one."),
    (r"names nobody.*", "Choose at least one."),
    (r"needs at least one (?:majority|group)", "Add at least one row."),
    (r'"how" and "by" mean nothing.*', "Take the share of those present: a seat is neither in the room nor a deputy."),
    (r'only a list of "someone".*', "Only rows that ask for someone can each need a different person."),
    (r"the rule is too (deep|long).*", "The rule is too {0} for anybody to follow. Put it more simply."),
    (r"is ([0-9]+) or more", "Enter {0} or more."),
    (r"is at most the whole", "Enter a share of at most the whole, such as 2/3 or 1."),
    (r"(.*) is written or inherited already", "The {0} is written here already, or taken over twice."),
    (r"knows no '(.+)'.*", "“{0}” is no kind here any more. Take it out, or write the kind down first."),
    (r"is a list of words, each once", "Write each once."),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a sentence, and what it speaks of by its path and id, and in words: "For business, row
    2.1". Where that is not on the page, there are none.
    """

    sentence: str
    path: str = ""
    target: str = ""
    place: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


def problem_of(refused: Refused, shown: Shown) -> Problem:
    """The refusal in words, at the nearest control that the page has."""
    controls = {control.path: (control, place) for control, place in every(shown) if control.kind != "group"}
    path = as_field(refused.path)
    # What a majority asks "then" stands beneath its condition on the page, beside it in the rule language.
    if path not in controls:
        path = re.sub(r"(?<!\.when)\.(then|else)\b", r".when.\1", path)
    found = next((controls[above] for above in upwards(path) if above in controls), None)
    if found is None:
        part = path.partition(".")[0]
        if part and part != shown.path:
            return Problem(f"It does not go together with the part “{part}”: {refused.reason}.")
        return Problem(_sentence(refused.reason, None))
    control, place = found
    row = f"row {control.number}" if control.number else ""
    where = ", ".join(word for word in (place, row) if word)
    return Problem(_sentence(refused.reason, control), control.path, control.id, f"{where[:1].upper()}{where[1:]}")


def every(shown: Shown, place: str = "") -> Iterator[tuple[Shown, str]]:
    """The control and all that belong to it, an inner one after the one that holds it; each with the words that say
    in what it stands: the part of the page, and the kind.
    """
    yield shown, place
    for inner in (*shown.inline, *shown.chosen, *shown.parts, *shown.further):
        is_named = inner.label and (not place or shown.kind == "kinds")
        yield from every(inner, ", ".join(word for word in (place, inner.label) if word) if is_named else place)


def _sentence(reason: str, control: Shown | None) -> str:
    for pattern, sentence in SENTENCES:
        found = re.fullmatch(pattern, reason)
        if found:
            return sentence.format(*found.groups())
    if control is not None and control.measure in TYPED:
        return TYPED[control.measure]
    label = control.label if control is not None and control.label else "This"
    return f"{label}: {reason}."
