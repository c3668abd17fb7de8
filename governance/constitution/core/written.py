"""How a settings value is written: one key for each of its fields, read by the field's own type and dumped again.

A field is declared by `said(default, label)`. Its written key is its name; its type says what may stand there: yes or
no, a whole number, a share, a word of a list, a text, several of them, or rows of a further settings value. The same
declaration gives the fields of the form in the browser.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import UnionType
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from governance.constitution.core.scalars import Refused, fraction_read, keys_read, listed, number_read, truth_read

T = TypeVar("T")


class Field(NamedTuple):
    """One thing that a settings value says. `kind` is the type of what is said once; `many`: it may be said of several.

    `names` says of which of the known names a text must be one; "" for any text.
    """

    name: str
    key: str
    kind: type
    label: str
    hint: str
    default: Any
    many: bool
    may_be_left_out: bool
    names: str

    @property
    def is_row(self) -> bool:
        """Whether what is said is a settings value itself."""
        return dataclasses.is_dataclass(self.kind)


def said(default: Any, label: str, *, hint: str = "", names: str = "") -> Any:
    """A field of a settings value, with the words that ask for it in the browser."""
    return dataclasses.field(default=default, metadata={"label": label, "hint": hint, "names": names})


_FIELDS: dict[type, tuple[Field, ...]] = {}
"""What was found once: to resolve the hints takes longer than to read a whole part of a constitution."""


def fields_of(settings: type) -> tuple[Field, ...]:
    """What a settings value says, in the order in which it is declared."""
    if settings not in _FIELDS:
        hints = get_type_hints(settings)
        _FIELDS[settings] = tuple(_field(each, hints[each.name]) for each in dataclasses.fields(settings))
    return _FIELDS[settings]


def read(settings: type[T], written: Any, path: str, known: Mapping[str, Collection[str]]) -> T:
    """The settings value that plain data says. Raises Refused at the first thing that is wrong.

    `known` are the names that texts may use, by what they name.
    """
    fields = fields_of(settings)
    asked = keys_read(written, path, {field.key for field in fields}, required=_required(fields))
    return settings(
        **{
            field.name: _read_field(field, asked[field.key], f"{path}.{field.key}", known)
            for field in fields
            if field.key in asked
        }
    )


def plain(value: Any) -> Any:
    """The settings value as plain data, without what says the same as saying nothing."""
    written = {}
    for field in fields_of(type(value)):
        said_here = getattr(value, field.name)
        if said_here != field.default or field.default is dataclasses.MISSING:
            written[field.key] = _plain_field(field, said_here)
    return written


def _field(declared: dataclasses.Field[Any], hint: Any) -> Field:
    parts = [part for part in get_args(hint) if part not in {type(None), Ellipsis}]
    many = get_origin(hint) is tuple
    optional = get_origin(hint) in {Union, UnionType}
    return Field(
        name=declared.name,
        key=declared.name,
        kind=parts[0] if many or optional else hint,
        label=declared.metadata["label"],
        hint=declared.metadata["hint"],
        default=declared.default,
        many=many,
        may_be_left_out=optional or declared.default is not dataclasses.MISSING,
        names=declared.metadata["names"],
    )


def _required(fields: Collection[Field]) -> set[str]:
    return {field.key for field in fields if field.default is dataclasses.MISSING}


def _read_field(field: Field, written: Any, path: str, known: Mapping[str, Collection[str]]) -> Any:
    if not field.many:
        return _read_one(field, written, path, known)
    one_only = [written] if isinstance(written, str) and not field.is_row else written
    return tuple(_read_one(field, item, f"{path}[{place}]", known) for place, item in enumerate(listed(one_only, path)))


def _read_one(field: Field, written: Any, path: str, known: Mapping[str, Collection[str]]) -> Any:
    """One reading for each type that a settings value may hold."""
    if field.is_row:
        return read(field.kind, written, path, known)
    if issubclass(field.kind, StrEnum):
        return _word(field.kind, written, path)
    if plainly := PLAINLY.get(field.kind):
        return plainly(written, path)
    return _text(written, path, field, known)


def _word(words: type[StrEnum], written: Any, path: str) -> StrEnum:
    try:
        return words(written)
    except ValueError:
        raise Refused(path, f"is one of {', '.join(words)}") from None


def _day(written: Any, path: str) -> date:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        raise Refused(path, "is a day, written as 2026-04-01") from None


PLAINLY: dict[type, Callable[[Any, str], Any]] = {
    bool: truth_read,
    int: number_read,
    Fraction: fraction_read,
    date: _day,
}
"""What reads a value of that type, wherever it stands."""


def _text(written: Any, path: str, field: Field, known: Mapping[str, Collection[str]]) -> str:
    if not isinstance(written, str) or not written.strip():
        raise Refused(path, "is a text")
    if field.names and written not in known[field.names]:
        raise Refused(path, f"no {field.names} {written!r}")
    return written.strip()


def _plain_field(field: Field, value: Any) -> Any:
    if not field.many:
        return _plain(value)
    items = [_plain(item) for item in value]
    return items[0] if len(items) == 1 and not field.is_row else items


def _plain(value: Any) -> Any:
    match value:
        case bool():
            return "yes" if value else "no"
        case StrEnum() | Fraction() | date():
            return str(value)
        case str() | int():
            return value
    return plain(value)
