"""The three trusts on a day of meetings: who signs in, and a meeting for each journey."""

from __future__ import annotations

from tests.journeys.meeting_room import Wanted, item, meets

KENT = Wanted(
    trust="kent",
    officers=["Ruth Ashdown", "Olga Other"],
    people=["priya-nambiar", "leanne-okonjo", "callum-westerby", "hannah-sandwell"],
    meetings={
        "whole": meets(
            item("Welcome and apologies"),
            item(
                "Speech therapy for children from 2027", "commissioning", lead="Director of child health commissioning"
            ),
            item("Two young people in secure placements", "discussion", "confidential"),
            item("Forward plan"),
            starts="23:59",
        ),
        "keyboard": meets(item("Welcome"), item("Play areas", "decision"), item("Forward plan")),
        "counted": meets(item("Welcome"), item("Play areas", "decision")),
        "two officers": meets(),
        "without script": meets(item("Welcome")),
        "yesterday": meets(item("Welcome"), item("Play areas", "decision"), day=-1),
        "earlier": meets(day=-30),
        "votes": meets(
            item("Opening hours of the children's centres", "decision"),
            item("A toy library", "decision"),
            item("The youth club's lease", "decision"),
        ),
    },
)
VISITED = """
from datetime import timedelta
from governance.constitution.core.language import Voice
from governance.membership.models import Seat
from meetings.attendance.acts import Entry, close_sitting, open_sitting, record_happening
from meetings.attendance.roll import Kind
from meetings.schedule.models import Sitting
from tests.world import operator
def sitting():
    return Sitting.objects.select_related("meeting__body__trust").order_by("starts_at").first()
starts = sitting().starts_at
seat = Seat.objects.select_related("body__trust").get(body__key="board", body__trust__slug="kent", key="police")
entry = Entry(kind=Kind.ARRIVED, person=seat.body.trust.people.get(key="amrit-dhillon"), seat=seat, voice=Voice.DEPUTY)
open_sitting(sitting(), at=starts, by=operator())
record_happening(sitting(), entry=entry, at=starts + timedelta(minutes=1), by=operator())
close_sitting(sitting(), at=starts + timedelta(hours=1), by=operator())
"""
"""The earlier meeting of Kent's board, to which the deputy of the police came."""

MEDWAY = Wanted(
    trust="medway",
    officers=["Imran Fairweather"],
    people=["gurpreet-sahota", "idris-kamara", "eleri-vaughan"],
    meetings={
        "board": meets(
            item("Welcome"),
            item("Therapies for children", "commissioning", decision="commissioning", bidders=["nhs-medway"]),
            item("Forward plan"),
        ),
    },
)
HARINGEY = Wanted(
    trust="haringey",
    officers=["Beatrice Lamptey"],
    people=["geraldine-muir", "fergus-brennan", "zeynep-aydn"],
    meetings={
        "board": meets(item("Welcome"), item("One plan for children", "decision"), item("Forward plan")),
        "group": meets(item("Forward plan of the board"), body="performance-group"),
    },
)
