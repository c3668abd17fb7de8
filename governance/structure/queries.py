"""What pages read of a trust's bodies, lines and agencies: a fixed number of queries, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.apps import apps
from django.db.models import Prefetch, Q, QuerySet

from governance.structure.chart_plan import Line, Node
from governance.structure.models import Agency, Body, Kind, ReportingLine, Standing, Trust

PARTS = OWN, PROPOSED, OUTSIDE = ("Bodies of the trust", "Proposed bodies", "Outside the trust")


@dataclass(frozen=True, slots=True)
class BodyShown:
    """A body on a day, with the lines by which it answers to others."""

    body: Body
    lines: list[ReportingLine] = field(default_factory=list)

    @property
    def is_outside(self) -> bool:
        """Whether it is none of the trust's own."""
        return self.body.kind == Kind.OUTSIDE

    @property
    def is_proposed(self) -> bool:
        """Whether it is not in force yet."""
        return self.body.standing == Standing.PROPOSED

    @property
    def part(self) -> str:
        """In which part of the list of bodies it stands."""
        return OUTSIDE if self.is_outside else PROPOSED if self.is_proposed else OWN


def by_kind(body: Body) -> tuple[int, str]:
    """The order of bodies in lists: boards first, then the other kinds, by name."""
    return Kind.values.index(body.kind), body.name


def on_day(day: date) -> Q:
    """What has begun by the day and has not ended."""
    return Q(starts__lte=day) & (Q(ends=None) | Q(ends__gt=day))


def bodies_there(trust: Trust, day: date) -> list[BodyShown]:
    """Every body of the trust on the day, proposed and outside ones too, with its lines on that day; two queries.

    In the order of PARTS, and in each by kind, boards first, and name.
    """
    bodies = list(Body.objects.filter(on_day(day), trust=trust).select_related("trust"))
    bodies.sort(key=lambda body: (body.kind == Kind.OUTSIDE, body.standing == Standing.PROPOSED, by_kind(body)))
    shown = {body.pk: BodyShown(body) for body in bodies}
    for line in lines_on(ReportingLine.objects.filter(body__trust=trust), day):
        if line.body_id in shown and line.to_id in shown:
            shown[line.body_id].lines.append(line)
    return list(shown.values())


def bodies_elsewhen(trust: Trust, day: date) -> QuerySet[Body]:
    """The bodies that have ended by the day, or have not begun."""
    return Body.objects.filter(~on_day(day), trust=trust).select_related("trust").order_by("starts", "name")


def lines_on(lines: QuerySet[ReportingLine], day: date) -> QuerySet[ReportingLine]:
    """Those of the lines that are there on the day, with bodies and seat."""
    return lines.filter(on_day(day)).select_related("body__trust", "to__trust", "through").order_by("to__name")


def agencies_of(trust: Trust, day: date) -> QuerySet[Agency]:
    """The agencies by name, each with its seats on the day; two queries."""
    seats = apps.get_model("governance.Seat")._default_manager.filter(on_day(day)).select_related("body__trust")
    shown = Prefetch("seats", seats.order_by("body__name", "title"))
    return trust.agencies.select_related("trust").prefetch_related(shown)


def nodes_and_lines(shown: Iterable[BodyShown]) -> tuple[list[Node], list[Line]]:
    """The bodies as the structure chart takes them."""
    nodes, lines = [], []
    for one in shown:
        notes = [one.body.get_kind_display(), *(["Proposed"] if one.is_proposed else [])]
        nodes.append(
            Node(
                key=one.body.pk,
                name=one.body.name,
                notes=tuple(notes),
                is_outside=one.is_outside,
                is_proposed=one.is_proposed,
                address=one.body.get_absolute_url(),
            )
        )
        lines += [
            Line(line.body_id, line.to_id, through=line.through.title if line.through else "") for line in one.lines
        ]
    return nodes, lines
