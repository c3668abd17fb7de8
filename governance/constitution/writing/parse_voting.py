"""The voting part from plain data and back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar, cast

from governance.constitution.core.calendar import Gap
from governance.constitution.core.language import EVERYONE, Unit
from governance.constitution.core.majority import (
    Absolute,
    Abstentions,
    Against,
    Both,
    ByGroup,
    Casting,
    Depending,
    Either,
    Election,
    Electors,
    Group,
    Majority,
    Manner,
    Motion,
    Of,
    Portion,
    Several,
    Simple,
    Turnout,
    Unanimous,
    Votes,
    Voting,
)
from governance.constitution.core.scalars import (
    Refused,
    fraction_read,
    keys_read,
    listed,
    name_read,
    number_read,
    truth_read,
    word_under,
)
from governance.constitution.writing.calendar_written import dump_gap, parse_gap
from governance.constitution.writing.dump import condition as dump_condition
from governance.constitution.writing.dump import one_or_more
from governance.constitution.writing.dump import selector as dump_selector
from governance.constitution.writing.parse import Known, parse_condition, parse_selector

MOTION = {"majority", "casting_vote", "casting_only", "casting_by", "reasons", "manner", "confirmed", "election"}
NOT_LAID_DOWN = "not laid down"
EACH = "each is a motion"
E = TypeVar("E", bound=StrEnum)
ELECTORS = {"of", "abstentions", "unit", "among"}
WORDS: Mapping[str, type[Simple | Absolute | Unanimous]] = {
    "simple": Simple,
    "absolute": Absolute,
    "unanimous": Unanimous,
}
OWN = {"fraction": {"this", "strictly", "plus"}, "votes": {"n"}, "against": {"at_most"}, "turnout": {"this"}}
FORMS = (*WORDS, "fraction", "votes", "against", "turnout", "by_group", "all", "any", "at_least", "when")
INSIDE = {"simple", "absolute", "unanimous", "fraction"}
"""The majorities that may be asked of the votes of groups."""


def parse_voting(written: Any, known: Known, clauses: Collection[str]) -> Voting:
    """The voting part that plain data says. Raises Refused at the first thing that is wrong."""
    path = "voting"
    said = keys_read(written, path, {*MOTION, "sitting", "decision", "clauses"})
    named = said.get("clauses", ())
    motion = _motion({key: said[key] for key in said if key in MOTION}, known, path)
    return Voting(
        motion=motion,
        sitting=_by_kind(said, "sitting", known.sittings, known, motion),
        decision=_by_kind(said, "decision", known.decisions, known, motion),
        clauses=tuple(
            name_read(clause, f"{path}.clauses", clauses, "clause")
            for clause in ([named] if isinstance(named, str) else listed(named, f"{path}.clauses"))
        ),
    )


def dump_voting(voting: Voting) -> dict[str, Any]:
    """The voting part as plain data."""
    written: dict[str, Any] = {"clauses": one_or_more(voting.clauses)} if voting.clauses else {}
    written |= _plain_motion(voting.motion, Motion())
    for key, kinds in {"sitting": voting.sitting, "decision": voting.decision}.items():
        if kinds:
            written[key] = {kind: _plain_motion(motion, voting.motion) for kind, motion in kinds.items()}
    return written


def parse_majority(written: Any, known: Known, path: str) -> Majority:
    """A majority: a word, or one form with what it says."""
    if isinstance(written, str) and written in WORDS:
        return WORDS[written]()
    if isinstance(written, Mapping) and "when" in written:
        return _depending(written, known, path)
    if not isinstance(written, Mapping) or len(written) != 1 or next(iter(written)) not in FORMS:
        raise Refused(path, f"a majority is one of: {', '.join(FORMS)}")
    form, inside = next(iter(written.items()))
    at = f"{path}.{form}"
    if form in {"all", "any"}:
        parts = _majorities(inside, known, at)
        return Both(parts) if form == "all" else Either(parts)
    if form == "at_least":
        said = keys_read(inside, at, {"n", "among"}, required={"n", "among"})
        parts, n = _majorities(said["among"], known, f"{at}.among"), number_read(said["n"], f"{at}.n", lowest=1)
        if n > len(parts):
            raise Refused(f"{at}.n", f"needs {n} of {len(parts)}")
        return Several(n, parts)
    if form == "by_group":
        return _by_group(inside, known, at)
    return _single(form, inside, known, at)


def _by_group(written: Any, known: Known, path: str) -> ByGroup:
    said = keys_read(written, path, {"groups", "majority", "divided", "unit"}, required={"groups"})
    majority = parse_majority(said.get("majority", "simple"), known, f"{path}.majority")
    if not isinstance(majority, Simple | Absolute | Unanimous | Portion):
        raise Refused(f"{path}.majority", f"is one of: {', '.join(sorted(INSIDE))}")
    if (majority.electors.unit, majority.electors.among) != (Unit.PERSON, EVERYONE):
        raise Refused(f"{path}.majority", 'counts the votes of the groups; "unit" stands beside it')
    groups = tuple(_group(row, known, f"{path}.groups[{n}]") for n, row in enumerate(listed(said["groups"], path)))
    if not groups:
        raise Refused(f"{path}.groups", "needs at least one group")
    divided = truth_read(said["divided"], f"{path}.divided") if "divided" in said else False
    return ByGroup(groups, majority, divided, word_under(said, "unit", Unit, Unit.PERSON, path))


def _group(written: Any, known: Known, path: str) -> Group:
    said = keys_read(written, path, {"of", "votes"}, required={"of"})
    of = parse_selector(said["of"], known, path=f"{path}.of")
    return Group(of, number_read(said["votes"], f"{path}.votes", lowest=1) if "votes" in said else 1)


def _depending(written: Mapping[str, Any], known: Known, path: str) -> Depending:
    keys = {"when", "then", "else"}
    said = keys_read(written, path, keys, required=keys)
    return Depending(
        parse_condition(said["when"], known, path=f"{path}.when"),
        parse_majority(said["then"], known, f"{path}.then"),
        parse_majority(said["else"], known, f"{path}.else"),
    )


def _majorities(written: Any, known: Known, path: str) -> tuple[Majority, ...]:
    parts = tuple(parse_majority(part, known, f"{path}[{n}]") for n, part in enumerate(listed(written, path)))
    if not parts:
        raise Refused(path, "needs at least one majority")
    return parts


def _single(form: str, inside: Any, known: Known, path: str) -> Majority:
    own = OWN.get(form, set())
    said = keys_read(inside, path, ELECTORS | own, required=own - {"strictly", "plus"})
    electors = Electors(
        of=word_under(said, "of", Of, Of.MEMBERSHIP if form in {"absolute", "turnout"} else Of.CAST, path),
        abstentions=word_under(said, "abstentions", Abstentions, Abstentions.IGNORED, path),
        unit=word_under(said, "unit", Unit, Unit.PERSON, path),
        among=parse_selector(said["among"], known, path=f"{path}.among") if "among" in said else EVERYONE,
    )
    match form:
        case "fraction":
            this = fraction_read(said["this"], f"{path}.this")
            if this > 1:
                raise Refused(f"{path}.this", "is at most the whole")
            strictly = truth_read(said["strictly"], f"{path}.strictly") if "strictly" in said else False
            plus = number_read(said["plus"], f"{path}.plus", lowest=None) if "plus" in said else 0
            return Portion(this, strictly, electors, plus)
        case "turnout":
            return Turnout(fraction_read(said["this"], f"{path}.this"), electors)
        case "votes":
            return Votes(number_read(said["n"], f"{path}.n", lowest=1), electors)
        case "against":
            most = fraction_read(said["at_most"], f"{path}.at_most")
            return Against(most.numerator if most.denominator == 1 else most, electors)
    return WORDS[form](electors)


def _plain_by_group(majority: ByGroup) -> dict[str, Any]:
    groups = [
        {"of": dump_selector(group.of)} | ({"votes": group.votes} if group.votes != 1 else {})
        for group in majority.groups
    ]
    written: dict[str, Any] = {"groups": groups}
    if majority.majority != Simple():
        written["majority"] = dump_majority(majority.majority)
    if majority.divided:
        written["divided"] = "yes"
    return written | ({"unit": str(majority.unit)} if majority.unit is not Unit.PERSON else {})


def dump_majority(majority: Majority) -> Any:
    """A majority as plain data: a word where that says it all."""
    match majority:
        case Both() | Either():
            return {"all" if isinstance(majority, Both) else "any": [dump_majority(part) for part in majority.parts]}
        case Several():
            return {"at_least": {"n": majority.n, "among": [dump_majority(part) for part in majority.parts]}}
        case Depending(condition, then, otherwise):
            both = {"then": dump_majority(then), "else": dump_majority(otherwise)}
            return {"when": dump_condition(condition)} | both
        case ByGroup():
            return {"by_group": _plain_by_group(majority)}
    return _plain_simple(majority)


def _plain_simple(majority: Simple | Absolute | Unanimous | Portion | Turnout | Votes | Against) -> Any:
    """A majority that has no other in it."""
    match majority:
        case Portion():
            own: dict[str, Any] = {"this": str(majority.this)} | ({"strictly": "yes"} if majority.strictly else {})
            plus = {"plus": majority.plus} if majority.plus else {}
            return {"fraction": own | plus | _plain_electors(majority.electors)}
        case Turnout():
            plain = Electors(of=Of.MEMBERSHIP)
            return {"turnout": {"this": str(majority.this)} | _plain_electors(majority.electors, plain=plain)}
        case Votes():
            return {"votes": {"n": majority.n} | _plain_electors(majority.electors)}
        case Against():
            most = str(majority.at_most) if isinstance(majority.at_most, Fraction) else majority.at_most
            return {"against": {"at_most": most} | _plain_electors(majority.electors)}
    word = next(word for word, form in WORDS.items() if isinstance(majority, form))
    inside = _plain_electors(majority.electors, plain=WORDS[word]().electors)
    return {word: inside} if inside else word


def _by_kind(said: Mapping[str, Any], key: str, kinds: Collection[str], known: Known, general: Motion) -> Any:
    path = f"voting.{key}"
    written = keys_read(said.get(key, {}), path, set(kinds))
    return {
        kind: _motion(keys_read(motion, f"{path}.{kind}", MOTION), known, f"{path}.{kind}", general)
        for kind, motion in ((kind, written[kind]) for kind in kinds if kind in written)
    }


def _motion(said: Mapping[str, Any], known: Known, path: str, general: Motion | None = None) -> Motion:
    """How one kind of motion is decided; what is not said is as in general."""
    plain = general or Motion()
    return Motion(
        majority=parse_majority(said["majority"], known, f"{path}.majority") if "majority" in said else plain.majority,
        casting_vote=word_under(said, "casting_vote", Casting, plain.casting_vote, path),
        casting_only=_truth(said, "casting_only", plain.casting_only, path),
        casting_by=(
            parse_selector(said["casting_by"], known, path=f"{path}.casting_by")
            if "casting_by" in said
            else plain.casting_by
        ),
        reasons=_truth(said, "reasons", plain.reasons, path),
        manner=_word_or_none(said, "manner", Manner, NOT_LAID_DOWN, path) if "manner" in said else plain.manner,
        confirmed=_confirmed(said["confirmed"], f"{path}.confirmed") if "confirmed" in said else plain.confirmed,
        election=_word_or_none(said, "election", Election, EACH, path) if "election" in said else plain.election,
    )


def _word_or_none(said: Mapping[str, Any], key: str, words: type[E], nothing: str, path: str) -> E | None:
    return None if said[key] == nothing else word_under(said, key, words, next(iter(words)), path)


def _confirmed(written: Any, path: str) -> Gap | None:
    """How long after the first meeting; with nothing said, at any further meeting. "no": not at all."""
    if written in (False, "no"):
        return None
    return Gap() if written in ({}, True, "yes") else parse_gap(written, path)


def _truth(said: Mapping[str, Any], key: str, default: bool, path: str) -> bool:
    return truth_read(said[key], f"{path}.{key}") if key in said else default


def _plain_motion(motion: Motion, general: Motion) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if motion.majority != general.majority:
        written["majority"] = dump_majority(motion.majority)
    if motion.casting_vote != general.casting_vote:
        written["casting_vote"] = str(motion.casting_vote)
    for key, now, before in (
        ("casting_only", motion.casting_only, general.casting_only),
        ("reasons", motion.reasons, general.reasons),
    ):
        if now != before:
            written[key] = "yes" if now else "no"
    if motion.casting_by != general.casting_by:
        written["casting_by"] = dump_selector(motion.casting_by)
    if motion.manner != general.manner:
        written["manner"] = str(motion.manner or NOT_LAID_DOWN)
    if motion.election != general.election:
        written["election"] = str(motion.election or EACH)
    if motion.confirmed != general.confirmed:
        written["confirmed"] = "no" if motion.confirmed is None else dump_gap(motion.confirmed) or "yes"
    return written


def _plain_electors(electors: Electors, *, plain: Electors | None = None) -> dict[str, Any]:
    default = plain or Electors()
    written: dict[str, Any] = {
        key: str(cast("str", now))
        for key, now, before in (
            ("of", electors.of, default.of),
            ("abstentions", electors.abstentions, default.abstentions),
            ("unit", electors.unit, default.unit),
        )
        if now != before
    }
    return written | ({"among": dump_selector(electors.among)} if electors.among != EVERYONE else {})
