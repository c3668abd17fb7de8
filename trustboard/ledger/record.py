"""Which tables are of record, and the digest of one of their rows.

The list itself is `OF_RECORD` in `trustboard/record.py`; a table stands there by its model's label, so that this room
knows none of the later ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model

from trustboard.ledger.canonical import canonical, sha256


@dataclass(frozen=True, slots=True)
class OfRecord:
    """One table of record. Every column is proved.

    Where a column is the key of a row that no act made (Django's permissions and content types), `by_name` gives the
    path of the name that is proved in its place: keys may be made to point elsewhere, names may not.
    """

    label: str
    by_name: Mapping[str, str] = field(default_factory=dict)

    @property
    def model(self) -> type[Model]:
        return apps.get_model(self.label)

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def columns(self) -> tuple[str, ...]:
        """The proved columns by attribute name, the key among them, in alphabetical order."""
        names = (column.attname for column in self.model._meta.concrete_fields)
        return tuple(sorted(self.by_name.get(name, name) for name in names))


@dataclass(frozen=True, slots=True)
class Guard:
    """A row of `label` is added only while a row of `other` stands with the same value in `column`; or, where not
    `is_there`, only while none does. `refusal` is what the database says.
    """

    label: str
    other: str
    column: str
    is_there: bool
    refusal: str

    @property
    def table(self) -> str:
        return OfRecord(self.label).table

    @property
    def name(self) -> str:
        """The name of its trigger, and of the function that PostgreSQL calls."""
        return f"{self.table}_only_{'with' if self.is_there else 'without'}_{self.other.partition('.')[2].lower()}"

    @property
    def condition(self) -> str:
        """When it refuses, in SQL that both databases read."""
        found = f'EXISTS (SELECT 1 FROM "{OfRecord(self.other).table}" WHERE "{self.column}" = NEW."{self.column}")'  # noqa: S608 - our own names
        return f"NOT {found}" if self.is_there else found


def tables_of_record() -> dict[str, OfRecord]:
    """Every table of record by its table name."""
    return {declared.table: declared for declared in settings.OF_RECORD}


def of_record(model: type[Model]) -> OfRecord:
    """The declaration of a model. Raises LookupError where it was not declared to be of record."""
    table = model._meta.db_table
    try:
        return tables_of_record()[table]
    except KeyError:
        raise LookupError(f"{model._meta.label} is not declared in OF_RECORD.") from None


def digest_of_row(table: str, values: dict[str, Any]) -> str:
    """SHA-256 of a row's proved columns together with its table."""
    return sha256(canonical({"table": table, "row": values}))


def rows_as_stored(declared: OfRecord, keys: Iterable[Any], columns: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The rows as the database gives them back, by key as text: one query, whatever their number."""
    key_name = declared.model._meta.pk.attname
    rows = declared.model._base_manager.filter(pk__in=list(keys)).values(*{key_name, *columns})
    return {str(row[key_name]): {name: row[name] for name in columns} for row in rows}
