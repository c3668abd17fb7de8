"""What is of record, in one place: the tables that the ledger proves, and those that are only ever added to.

A model stands here by its label. Adding one is a decision about evidence; leaving one out as well.
"""

from __future__ import annotations

from trustboard.ledger.record import OfRecord

OF_RECORD = [
    OfRecord("governance.Trust"),
    OfRecord("governance.Agency"),
    OfRecord("governance.Body"),
    OfRecord("governance.ReportingLine"),
    OfRecord("governance.Person"),
    OfRecord("governance.Seat"),
    OfRecord("governance.Holding"),
    OfRecord("governance.DeputyNaming"),
    OfRecord("governance.OfficeHolding"),
    OfRecord("governance.Attestation"),
    OfRecord("governance.Clause"),
    OfRecord("governance.Constitution"),
    OfRecord("governance.ClosedDay"),
    OfRecord("governance.StandingInterest"),
    OfRecord("governance.Confirmation"),
    OfRecord("meetings.Meeting"),
    OfRecord("meetings.Sitting"),
    OfRecord("meetings.Agenda"),
    OfRecord("meetings.Item"),
    OfRecord("meetings.Paper"),
    OfRecord("meetings.StandingItem"),
    OfRecord("meetings.Publication"),
    OfRecord("meetings.Copy"),
    OfRecord("meetings.Withdrawal"),
    OfRecord("meetings.Answer"),
    OfRecord("meetings.Happening"),
    OfRecord("meetings.Declaration"),
    OfRecord("meetings.Ruling"),
    OfRecord("trustboard.Invitation", by_name={"content_type_id": "content_type__model"}),
    OfRecord(
        "guardian.UserObjectPermission",
        by_name={"content_type_id": "content_type__model", "permission_id": "permission__codename"},
    ),
]

APPEND_ONLY = [
    "governance.Attestation",
    "governance.Confirmation",
    "meetings.Answer",
    "meetings.Copy",
    "meetings.Happening",
    "meetings.Declaration",
    "meetings.Ruling",
    "meetings.Publication",
    "meetings.Withdrawal",
    "trustboard.Entry",
]
