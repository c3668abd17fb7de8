"""Each act of the room with a good request, done as Kent's officer; and who it left where."""

from __future__ import annotations

from datetime import date
from typing import Any

from governance.membership import acts
from governance.membership.models import Seat
from governance.membership.queries import table_of
from governance.structure.models import Trust
from tests.world import CRITERION, SINCE, SeatedWorld, by

NAMED = date(2020, 6, 1)
LATER = date(2021, 6, 3)


def holder(trust: Trust, seat: Seat, day: date) -> str:
    """Who holds the seat on the day, by name; nobody is empty."""
    found = table_of(trust).place(seat, day).holder
    return found.name if found else ""


def deputy(trust: Trust, seat: Seat, day: date) -> str:
    found = table_of(trust).place(seat, day).deputy
    return found.name if found else ""


def asked(world: SeatedWorld, act: str, **other: Any) -> dict[str, Any]:
    """A good request of that act, with these other words."""
    seat: dict[str, Any] = {
        "agency": None,
        "tags": [],
        "votes": True,
        "weight": 3,
        "filled": "",
        "starts": SINCE,
        "ends": None,
    }
    free = {"bound_seat": None, "bound_body": None, "bound_office": ""}
    mended = {"reason": "A slip of the pen.", "version": 1}
    good: dict[str, dict[str, Any]] = {
        "add_person": {"name": "Dan Dove"},
        "change_person": {"name": "Ann Amber", "version": 1},
        "add_seat": {"title": "Schools", **seat, **free},
        "change_seat": {"title": "The police", **seat, "version": 1},
        "appoint": {"person": world.ben, "name": "", "starts": LATER, "powers": "", "attested": [CRITERION]},
        "leave_vacant": {"starts": LATER},
        "name_deputy": {"person": world.cat, "name": "", "starts": LATER},
        "elect": {"office": "vice-chair", "person": world.ann, "seat": None, "starts": LATER},
        "correct_holding": {
            "day": SINCE,
            "person": world.ben,
            "name": "",
            "starts": LATER,
            "powers": "",
            "attested": [CRITERION],
            **mended,
        },
        "correct_naming": {"day": NAMED, "person": world.cat, "name": "", "starts": NAMED, **mended},
        "correct_office": {
            "office": "chair",
            "day": NAMED,
            "person": world.ann,
            "seat": None,
            "starts": NAMED,
            **mended,
        },
        "strike_holding": {"day": SINCE, **mended},
        "strike_naming": {"day": NAMED, **mended},
        "strike_office": {"office": "chair", "day": NAMED, **mended},
    }
    return {**good[act], **other}


ON = {
    "add_person": "kent",
    "change_person": "ann",
    "add_seat": "board",
    "elect": "board",
    "correct_office": "board",
    "strike_office": "board",
}


def do(world: SeatedWorld, act: str, *, request: Any = None, on: Any = None, **other: Any) -> Any:
    """Do the act as Kent's officer, on the thing that it is usually done on."""
    thing = on or getattr(world, ON.get(act, "police"))
    thing = type(thing)._base_manager.get(pk=thing.pk)
    return getattr(acts, act)(thing, **asked(world, act, **other), by=request or by(world.officer))
