"""A part of a constitution while an officer changes it: its draft, how it would read, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from governance.constitution.core.constitution import Lists, Part, Rules
from governance.constitution.core.language import EVERYONE
from governance.constitution.core.scalars import Refused
from governance.constitution.editor.draft_fields import Node
from governance.constitution.editor.draft_nodes import leftovers
from governance.constitution.editor.draft_problems import Problem, problem_of
from governance.constitution.editor.drafts import NEW, Button, Typed, id_of, pressed
from governance.constitution.editor.drafts_shown import Screen, Shown
from governance.constitution.editor.part_forms import INHERITS, LISTS, form_of
from governance.constitution.editor.requirement_forms import Vocabulary
from governance.constitution.english.english import English
from governance.constitution.english.saying import Said, said_of, title_of
from governance.constitution.english.wording import Names, listed
from governance.constitution.rules import with_part
from governance.constitution.writing.parse import Known, parse_selector
from governance.constitution.writing.parse_constitution import (
    Words,
    parse_inheritance,
    parse_lists,
    parse_part,
    parse_rules,
)

NOT_CLEAR = "not clear yet"
NOT_ADDED = "Press “Add” beside what you chose, or choose nothing there."
ANYBODY = "any member"
WORDS = {
    "sittings": "Kinds of sitting",
    "decisions": "Kinds of decision",
    "facts": "Facts that may be declared",
    "requests": "What members may request",
}


@dataclass(frozen=True)
class Editing:
    """A part that is edited. `whole` is the constitution that it belongs to, `words` are the names outside it;
    `typed` is what stands in the form after the button, or None where nothing was sent.
    """

    part: str
    whole: Mapping[str, Any]
    words: Words
    names: Names
    typed: Typed | None = None
    button: Button | None = None
    is_to_be_saved: bool = False

    def sent(self, typed: Typed, op: str) -> Editing:
        """The same part as it was sent, with the button `op`; to be saved, where there was none."""
        button = Button.read(op) if op else None
        after = pressed(typed, button) if button else typed
        return replace(self, typed=after, button=button, is_to_be_saved=not op)

    @cached_property
    def lists(self) -> Lists:
        """The body's own words, as they stand."""
        return parse_lists(self.whole.get(LISTS, {}), LISTS)

    @cached_property
    def known(self) -> Known:
        """Every name that the part may use."""
        return self.words.with_lists(self.lists)

    @cached_property
    def node(self) -> Node:
        """The form of the part."""
        return form_of(self.part, Vocabulary(self.known, self.names, tuple(self.words.clauses), self.lists.requests))

    @cached_property
    def draft(self) -> Any:
        """What is typed; before anything is, what stands."""
        if self.typed is not None:
            return self.node.rebuild(self.typed, self.part)
        return self.node.draft(self.whole[self.part]) if self.part in self.whole else self.node.blank

    @cached_property
    def plain(self) -> Any:
        """The draft as plain data of the rule language."""
        return self.node.plain(self.draft)

    @cached_property
    def _outcome(self) -> Rules | Refused:
        try:
            if self.part in {part.value for part in Part}:
                parse_part(Part(self.part), self.plain, self.words, self.lists)
            elif self.part == INHERITS:
                own = {part.value for part in Part if part.value in self.whole}
                parse_inheritance(self.plain, INHERITS, self.known, own=own)
            return parse_rules(with_part(self.whole, self.part, self.plain), self.words)
        except Refused as refused:
            return refused

    @cached_property
    def is_sound(self) -> bool:
        """Whether the draft can be a rule at all."""
        return isinstance(self._outcome, Rules)

    @cached_property
    def taken_from(self) -> str:
        """The body from which the part is taken over; then it is not written here. Empty where it is not."""
        for each in self.whole.get(INHERITS, ()):
            if self.part in each["parts"]:
                return English(self.names).whom.body(each["of"])
        return ""

    @cached_property
    def pending(self) -> str:
        """Where a kind was chosen to be added while the button beside it was not pressed; empty where none was."""
        drafted = self.draft is not None and self.typed  # the draft takes what else was chosen to be added
        names = drafted.fields if drafted else {}
        return next((name for name in names if name.endswith(f".{NEW}") and self.typed and self.typed.one(name)), "")

    @cached_property
    def may_be_saved(self) -> bool:
        """Whether the draft can be a rule, and nothing of it waits for a button."""
        return self.is_sound and not self.pending and not self.taken_from

    @cached_property
    def problem(self) -> Problem | None:
        """What is wrong with the draft first."""
        if self.pending and self.is_to_be_saved:
            return Problem(NOT_ADDED, self.pending, id_of(self.pending))
        if isinstance(self._outcome, Rules):
            return None
        return problem_of(self._outcome, Screen(whom=self.whom).show(self.node, self.draft, self.part))

    @cached_property
    def said(self) -> Sequence[Said]:
        """The part as it will read; nothing where it cannot be read yet."""
        return self.said_by(self._outcome) if isinstance(self._outcome, Rules) else ()

    @cached_property
    def said_before(self) -> Sequence[Said]:
        """The part as it stands."""
        return self.said_by(parse_rules(self.whole, self.words))

    def said_by(self, rules: Rules) -> Sequence[Said]:
        """What the part says in those rules."""
        if self.part == LISTS:
            lists = rules.lists
            return tuple(
                Said(label, f"{listed(getattr(lists, key), 'and') or 'None'}.", ()) for key, label in WORDS.items()
            )
        if self.part == INHERITS:
            return self._taken_over()
        return said_of(Part(self.part), rules, self.names)

    @cached_property
    def shown(self) -> Shown:
        """The controls. What is wrong stands at its control once it was typed or is to be saved."""
        problem = self.problem
        problems = (
            {problem.path: problem.sentence} if problem and problem.path and self._is_worth_saying(problem) else {}
        )
        opened = self.button.path if self.button else ""
        return Screen(problems, opened, self.whom).show(self.node, self.draft, self.part)

    @cached_property
    def leftovers(self) -> list[tuple[str, str]]:
        """What was typed into forms that are not chosen any more, for whoever chooses them again."""
        if self.typed is None:
            return []
        shown: dict[str, list[str]] = {}
        for name, value in self.node.fields(self.draft, self.part):
            shown.setdefault(name, []).append(value)
        return leftovers(self.typed, shown, self.part)

    def whom(self, written: Any, is_one: bool) -> str:
        """Who is meant, in words: one of them, or all."""
        try:
            who = parse_selector(written, self.known, path="")
        except Refused:
            return NOT_CLEAR
        if who == EVERYONE:
            return ANYBODY
        whom = English(self.names).whom
        return whom.one(who) if is_one else whom.members(who)

    def _is_worth_saying(self, problem: Problem) -> bool:
        typed = self.typed.one(problem.path) if self.typed else ""
        return self.is_to_be_saved or bool(typed)

    def _taken_over(self) -> Sequence[Said]:
        if not self.plain:
            return (Said("Taken over", "Nothing is taken over from another body.", ()),)
        english = English(self.names)
        return tuple(
            Said(
                f"From {english.whom.body(each['of'])}",
                f"{listed([title_of(Part(part)) for part in each['parts']], 'and')}, as they stand there on the day.",
                (),
            )
            for each in self.plain
        )


def title(part: str) -> str:
    """What the part is called on a page."""
    if part == LISTS:
        return "Kinds and facts"
    return "What is taken over" if part == INHERITS else title_of(Part(part))
