"""Gathers the models of the rooms, so that Django finds them."""

from governance.agreements.models import (
    Agreement,
    Asked,
    Block,
    Declined,
    Draft,
    Edition,
    EditionWithdrawn,
    Sealed,
    Signatory,
    Signature,
)
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
    "Agreement",
    "Asked",
    "Attestation",
    "Block",
    "Body",
    "Clause",
    "ClosedDay",
    "Confirmation",
    "Constitution",
    "Declined",
    "DeputyNaming",
    "Draft",
    "Edition",
    "EditionWithdrawn",
    "Holding",
    "OfficeHolding",
    "Person",
    "ReportingLine",
    "Sealed",
    "Seat",
    "Signatory",
    "Signature",
    "StandingInterest",
    "Trust",
]
