"""Gathers the models of the rooms, so that Django finds them."""

from governance.constitution.models import Clause
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
    "DeputyNaming",
    "Holding",
    "OfficeHolding",
    "Person",
    "ReportingLine",
    "Seat",
    "Trust",
]
