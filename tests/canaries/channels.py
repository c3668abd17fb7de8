"""Every address of the URL configuration with the arguments that exist in a world, and all that an answer says."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from governance.agreements import urls as agreements
from governance.agreements.models import Agreement, Block, Declined, Edition, Sealed, Signature
from governance.constitution.models import Clause, ClosedDay, Constitution
from governance.interests.models import StandingInterest
from governance.membership.models import DeputyNaming, Holding, OfficeHolding, Person, Seat
from governance.structure.models import Agency, Body, ReportingLine, Trust
from meetings.actions.models import Action
from meetings.agenda.audience import Audience
from meetings.agenda.models import Copy, Item, Paper, StandingItem
from meetings.ballots.models import Ballot
from meetings.decisions.models import Decision, Referral
from meetings.minutes.models import MinutesCopy
from meetings.schedule.models import Sitting
from meetings.session.regions import SESSION_REGIONS
from tests.canaries.scene import Marked
from trustboard.accounts.models import Invitation

SIZES = ("plain", "large")
FEW = 2
WITH_AN_AGREEMENT = {each.name for each in agreements.urlpatterns if "<slug:key>" in str(each.pattern)} | {"check_code"}
Rows = list[tuple[Any, ...]]


def addresses(world: Marked) -> Iterator[tuple[str, str]]:
    """The name of every address and the address, once for each of the arguments that exist."""
    known, agreed = arguments(world), _of_agreements()
    for name, wanted in patterns(get_resolver().url_patterns):
        for row in agreed[wanted] if name in WITH_AN_AGREEMENT else known[wanted]:
            yield name, reverse(name, kwargs=dict(zip(wanted, row, strict=True)))


def patterns(of: list[Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every name in the URL configuration with the names of its arguments."""
    for each in of:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns)
        elif isinstance(each, URLPattern):
            yield each.name or "", tuple(re.compile(each.pattern.regex.pattern).groupindex)


def arguments(world: Marked) -> dict[tuple[str, ...], Rows]:
    """By the names of the arguments, all that exist in the world."""
    return {
        (): [()],
        ("uidb36", "key"): [("1", "no-such-key")],
        ("token",): [(world.open_token,)],
        ("name", "key"): [(each.name, key) for each in SESSION_REGIONS for key in _values(Sitting, "pk")],
        **_of_trusts(),
        **_of_bodies(),
        **_of_meetings(),
    }


def _of_trusts() -> dict[tuple[str, ...], Rows]:
    decided = "sitting__meeting__body__trust__slug"
    return {
        ("slug",): _rows(Trust, "slug"),
        ("slug", "agency"): _rows(Agency, "trust__slug", "key"),
        ("slug", "key"): [("kent", key) for key in _values(Invitation, "pk")],
        ("slug", "person", "role"): [("kent", key, "auditor") for key in _values(Person, "pk")],
        ("slug", "person"): _rows(Person, "trust__slug", "key"),
        ("slug", "clause"): _rows(Clause, "trust__slug", "key"),
        ("slug", "day"): _rows(ClosedDay, "trust__slug", "day"),
        ("slug", "person", "interest"): _rows(StandingInterest, "person__trust__slug", "person__key", "pk"),
        ("slug", "decision"): _rows(Decision, decided, "pk"),
        ("slug", "decision", "referral"): _rows(Referral, f"decision__{decided}", "decision", "pk"),
        ("slug", "action"): _rows(Action, "body__trust__slug", "pk"),
    }


def _of_agreements() -> dict[tuple[str, ...], Rows]:
    agreement, edition = ("trust__slug", "key"), ("edition__agreement__trust__slug", "edition__agreement__key")
    places = [(*each[:2], f"seat-{each[2]}") for each in _rows(Signature, *edition, "seat")]
    places += [(*each[:2], f"seat-{each[2]}") for each in _rows(Declined, *edition, "seat")]
    return {
        ("slug", "key"): _rows(Agreement, *agreement),
        ("slug", "key", "number"): _rows(Edition, *(f"agreement__{each}" for each in agreement), "number"),
        ("slug", "key", "block"): _rows(Block, *(f"agreement__{each}" for each in agreement), "pk"),
        ("slug", "key", "place"): places,
        ("slug", "key", "signature"): _rows(Signature, *edition, "pk"),
        ("slug", "key", "code"): _rows(Sealed, *edition, "code"),
        ("code",): [*_rows(Signature, "code"), *_rows(Sealed, "code")],
    }


def _of_bodies() -> dict[tuple[str, ...], Rows]:
    """Of bodies and seats, in which nothing is told in confidence, the first few of each."""
    body, seat = ("body__trust__slug", "body__key"), ("seat__body__trust__slug", "seat__body__key", "seat__key")
    constitutions = _rows(Constitution, *body, "starts")
    found = {
        ("slug", "body"): _rows(Body, "trust__slug", "key"),
        ("slug", "body", "to", "starts"): _rows(ReportingLine, "body__trust__slug", "body__key", "to__key", "starts"),
        ("slug", "body", "seat"): _rows(Seat, *body, "key"),
        ("slug", "body", "seat", "day"): [*_rows(Holding, *seat, "starts"), *_rows(DeputyNaming, *seat, "starts")],
        ("slug", "body", "office", "day"): _rows(OfficeHolding, *body, "office", "starts"),
        ("slug", "body", "part"): [(*each, "quorum") for each in _rows(Body, "trust__slug", "key")],
        ("slug", "body", "starts", "part"): [(*each, "quorum") for each in constitutions],
        ("slug", "body", "starts"): constitutions,
        ("slug", "body", "item"): _rows(StandingItem, *body, "pk"),
        ("slug", "body", "key"): _rows(Paper, *(f"item__meeting__{each}" for each in body), "pk"),
    }
    return {wanted: rows[:FEW] for wanted, rows in found.items()} | {("slug", "body"): found["slug", "body"]}


def _of_meetings() -> dict[tuple[str, ...], Rows]:
    """Of the meetings that have an agenda."""
    of = ("slug", "body", "meeting")
    meeting = ("body__trust__slug", "body__key")
    meetings = sorted({each[:3] for each in _rows(Item, *(f"meeting__{key}" for key in meeting), "meeting")})
    item = tuple(f"meeting__{each}" for each in meeting)
    paper = tuple(f"item__{each}" for each in item)
    ballot = tuple(f"sitting__{each}" for each in item)
    copies = [
        *_rows(Copy, *(f"publication__{each}" for each in item), "publication__meeting", "pk"),
        *_rows(MinutesCopy, *(f"edition__minutes__{each}" for each in item), "edition__minutes__meeting", "pk"),
    ]
    items = _rows(Item, *item, "meeting", "pk")
    return {
        of: meetings,
        (*of, "item"): items,
        (*of, "item", "key"): [(*each, key) for each in items for key in _values(Invitation, "pk")[-1:]],
        (*of, "item", "person"): [(*each, key) for each in items for key in _values(Person, "pk")[:1]],
        (*of, "paper"): _rows(Paper, *paper, "item__meeting", "pk"),
        (*of, "number"): [(*each, 1) for each in meetings],
        (*of, "copy", "print_size"): [(*each, size) for each in copies for size in SIZES],
        (*of, "audience", "print_size"): [(*each, audience, "plain") for each in meetings for audience in Audience],
        (*of, "print_size"): [(*each, "plain") for each in meetings],
        (*of, "seat"): [(*each[:3], seat) for each in meetings for seat in ("police", "health")],
        (*of, "place"): [*items, *((*each, "opening") for each in meetings)],
        (*of, "number", "ballot"): _rows(Ballot, *ballot, "sitting__meeting", "sitting__number", "pk"),
        (*of, "number", "decision"): _rows(Decision, *ballot, "sitting__meeting", "sitting__number", "pk"),
    }


def _rows(model: Any, *columns: str) -> Rows:
    return list(model.objects.order_by("pk").values_list(*columns))


def _values(model: Any, column: str) -> list[Any]:
    return list(model.objects.order_by("pk").values_list(column, flat=True))


def said_in(response: HttpResponseBase) -> str:
    """All that the answer says: its headers, its text, and of a PDF the words, the metadata and all that is inside."""
    head = "\n".join(f"{name}: {value}" for name, value in response.items())
    if response.headers.get("Content-Type", "").startswith("text/event-stream"):
        return head
    content = b"".join(response) if response.streaming else response.content
    return head + (said_in_pdf(content) if content.startswith(b"%PDF") else content.decode(errors="replace"))


@cache
def said_in_pdf(content: bytes) -> str:
    """The words on its pages, its metadata, and every string inside it, the outline's among them."""
    said = [
        subprocess.run([tool, *given], input=content, capture_output=True, check=False).stdout
        for tool, given in (("pdftotext", ("-", "-")), ("pdfinfo", ("-",)))
    ]
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            open_file = BytesIO()
            modes = {"compress_streams": False, "object_stream_mode": pikepdf.ObjectStreamMode.disable}
            pdf.save(open_file, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, **modes)
            said.append(open_file.getvalue().replace(b"\0", b""))
    except pikepdf.PdfError:
        said.append(content)
    return b"\n".join(said).decode(errors="replace")
