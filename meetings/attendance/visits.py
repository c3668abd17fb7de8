"""Whether a deputy's visit is beyond a limit of the constitution, from the record of the year."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.utils import timezone

from governance.constitution.core.language import Voice
from governance.constitution.core.settings import Visit, may_deputise, year_begun
from governance.membership.models import Seat
from governance.membership.queries import table_of
from meetings.attendance.models import Happening as Row
from meetings.attendance.queries import Record
from meetings.attendance.roll import Happening, Kind


def beyond_limit(record: Record, seat: Seat, happened: Happening) -> str:
    """Why a deputy who arrives is recorded and does not count; nothing where they count."""
    if happened.kind is not Kind.ARRIVED or happened.by is not Voice.DEPUTY:
        return ""
    rule = record.frozen.rules.deputies
    roll = record.roll(happened.at)
    day = timezone.localdate(record.sitting.starts_at)
    deputy = deputy_of(seat, day)
    verdict = may_deputise(
        rule,
        Visit(
            is_named=deputy == happened.person,
            before=visits_before(record, seat, year_begun(day, rule.year_from)),
            member_is_here=any(here.seat == seat.key and here.by is Voice.HOLDER for here in roll.here),
            other_seats=sum(
                here.person == happened.person and here.seat not in {None, seat.key} and not here.beyond
                for here in roll.here
            ),
        ),
    )
    return verdict.sentence


def deputy_of(seat: Seat, day: date) -> str:
    """The key of whoever is named deputy of the seat on the day."""
    deputy = table_of(seat.body.trust).place(seat, day).deputy
    return deputy.key if deputy else ""


def require_seat_of(record: Record, seat: Seat | None, happened: Happening) -> None:
    """Go on where somebody comes for a seat that they hold, or whose named deputy they are."""
    holders = {each.key: each.holder for each in record.roll(happened.at).seats}
    day = timezone.localdate(record.sitting.starts_at)
    if seat is None or happened.person not in {holders.get(seat.key), deputy_of(seat, day)}:
        raise PermissionDenied


def visits_before(record: Record, seat: Seat, since: date) -> int:
    """At how many other meetings of the year, held before this one, the seat was deputised and counted."""
    corrected = Row.objects.filter(sitting=OuterRef("sitting"), corrects=OuterRef("number"))
    visits = Row.objects.filter(
        ~Exists(corrected),
        seat=seat,
        kind=Kind.ARRIVED,
        voice=Voice.DEPUTY,
        beyond="",
        sitting__starts_at__date__gte=since,
        sitting__starts_at__lt=record.sitting.starts_at,
    ).exclude(sitting__meeting=record.sitting.meeting_id)
    return visits.values("sitting__meeting").distinct().count()
