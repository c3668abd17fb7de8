"""Gathers the models of the rooms, so that Django finds them."""

from governance.constitution.models import Clause, ClosedDay, Constitution
from governance.membership.models import (
    Attestation,
    DeputyNaming,
    Holding,
    OfficeHolding,
    Person,
    Seat,
)
from governance.structure.models import Agency, Body, ReportingLine, Trust

__all__ = [
    "Agency",
    "Attestation",
    "Body",
    "Clause",
    "ClosedDay",
    "Constitution",
    "DeputyNaming",
    "Holding",
    "OfficeHolding",
    "Person",
    "ReportingLine",
    "Seat",
    "Trust",
]
