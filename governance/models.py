"""Gathers the models of the rooms, so that Django finds them."""

from governance.constitution.models import Clause, ClosedDay, Constitution
from governance.interests.models import Confirmation, StandingInterest
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
    "Confirmation",
    "Constitution",
    "DeputyNaming",
    "Holding",
    "OfficeHolding",
    "Person",
    "ReportingLine",
    "Seat",
    "StandingInterest",
    "Trust",
]
