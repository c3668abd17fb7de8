"""Rules and their sentences, to be read aloud: every form, every way of nesting, and the clauses of the rulebook."""

from __future__ import annotations

from fractions import Fraction

from governance.constitution.core.language import (
    EVERYONE,
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Base,
    Count,
    How,
    InPublic,
    Moment,
    NoneAsked,
    Offices,
    QuorumOf,
    Rounding,
    Selector,
    Share,
    Someone,
    Status,
    Unit,
    Vacant,
    Voice,
)
from governance.constitution.english.english import English
from governance.constitution.english.wording import Names

ENGLISH = English(
    Names(
        agencies={
            "council": "Medway Council",
            "kcc": "Kent County Council",
            "police": "Kent Police",
            "yos": "the Youth Offending Service",
            "commissioning": "Children's Health Commissioning",
            "east": "East Kent PCT",
            "west": "West Kent PCT",
            "schools": "the Kent Association of Schools",
        },
        sectors={"schools": "schools", "voluntary": "voluntary sector"},
        seats={"dcs": "director of children's services"},
        tags={
            "skills": "the Learning and Skills Council or providers of related services",
            "officer": "an officer of the council",
            "head": "a school head",
            "tpct": "a representative of the TPCT",
        },
        bodies={"board": "Haringey Children's Trust Board", "forum": "Schools Forum"},
        sittings={"agm": "annual general meeting"},
        decisions={"rules": "change of the rules"},
        facts={"short": "the notice was short"},
    )
)


def one(**who) -> Someone:
    return Someone(Selector(**who))


def office(*titles: str, of: str | None = None) -> Someone:
    return one(office=Offices(titles, of))


def agency(*keys: str) -> Someone:
    return one(agency=keys)


CHAIR, POLICE, YOS, COUNCIL = office("chair"), agency("police"), agency("yos"), agency("kcc")
HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
VACANT, PUBLIC = Vacant(Offices(("chair",))), InPublic(True)
K10_4 = AtLeast(
    5,
    (
        office("chair", "vice-chair"),
        COUNCIL,
        POLICE,
        YOS,
        AnyOf((agency("commissioning"), AllOf((agency("east"), agency("west"))))),
        agency("district-councils"),
        one(tag=("skills",)),
    ),
)
H7_2 = AllOf((Count(8), AtLeast(3, (office("chair", "deputy-chair"), one(tag=("officer",)), one(tag=("tpct",))), True)))
H8_3 = AllOf((Count(3), office("chair", "deputy-chair", of="board")))
M3_10 = AllOf((Share(THIRD), agency("council")))

RULEBOOK = [
    (
        K10_4,
        (
            "At least five of these seven: the chair or vice-chair; Kent County Council; Kent Police; the Youth "
            "Offending Service; Children's Health Commissioning, or both East Kent PCT and West Kent PCT; district "
            "councils; the Learning and Skills Council or providers of related services. One person may serve several."
        ),
    ),
    (
        H7_2,
        (
            "At least eight members, including one each of these three, each a different person: the chair or deputy "
            "chair; an officer of the council; a representative of the TPCT."
        ),
    ),
    (H8_3, "At least three members, including the chair or deputy chair of the Haringey Children's Trust Board."),
    (M3_10, "At least one third of the members in office (rounded up), including one from Medway Council."),
]
NUMBERS = [
    (Count(1), "At least one member."),
    (Count(5), "At least five members."),
    (Count(13), "At least 13 members."),
    (Count(0), "Any number, even none, of the members."),
    (Count(3, unit=Unit.SEAT), "Members representing at least three seats."),
    (Count(1, unit=Unit.AGENCY), "Members representing at least one agency."),
    (Count(40, unit=Unit.WEIGHT), "Members carrying a weight of at least 40."),
    (Count(3, Selector(how=(How.ROOM,)), Unit.AGENCY), "Members in the room representing at least three agencies."),
    (
        Count(2, Selector(office=Offices(("chair", "clerk", "vice-chair")))),
        "At least two of the chair, clerk and vice-chair.",
    ),
    (AtMost(Count(2, Selector(agency=("kcc",)))), "No more than two members from Kent County Council."),
    (AtMost(Count(0, Selector(how=(How.REMOTE,)))), "No members joining remotely."),
    (AtMost(Count(1, Selector(by=(Voice.DEPUTY,)))), "No more than one deputy."),
    (NoneAsked(), "Nothing is asked."),
    (QuorumOf("forum"), "The quorum of the Schools Forum, formed by those present who hold a seat there."),
]
SHARES = [
    (Share(THIRD), "At least one third of the members in office (rounded up)."),
    (
        Share(Fraction(2, 3), rounding=Rounding.NEAREST),
        "At least two thirds of the members in office (rounded to the nearest, halves up).",
    ),
    (Share(Fraction(3, 5)), "At least three fifths of the members in office (rounded up)."),
    (Share(Fraction(55, 100)), "At least 55% of the members in office (rounded up)."),
    (Share(HALF, rounding=Rounding.MORE_THAN), "More than half of the members in office."),
    (Share(HALF, rounding=Rounding.DOWN, plus=1), "At least half of the members in office (rounded down), plus one."),
    (Share(HALF, plus=-1), "At least half of the members in office (rounded up), less one."),
    (
        Share(HALF, rounding=Rounding.MORE_THAN, plus=1),
        "At least half of the members in office (taken to the next whole number above), plus one.",
    ),
    (Share(Fraction(1)), "All of the members in office."),
    (Share(Fraction(2)), "At least twice the number of the members in office."),
    (
        Share(Fraction(1, 4), floor=3),
        "At least one quarter of the members in office (rounded up), but never fewer than three.",
    ),
    (
        Share(Fraction(1, 4), floor=3, cap=10),
        (
            "At least one quarter of the members in office (rounded up), but never fewer than three and never "
            "more than ten."
        ),
    ),
    (
        Share(Fraction(1, 4), floor=4, cap=3),
        (
            "At least one quarter of the members in office (rounded up), but never more than three, and yet "
            "never fewer than four."
        ),
    ),
    (Share(THIRD, base=Base(status=Status.ALL)), "At least one third of all seats, filled or vacant (rounded up)."),
    (
        Share(THIRD, base=Base(status=Status.COUNTED)),
        "At least one third of the members present and counted (rounded up).",
    ),
    (
        Share(THIRD, base=Base(status=Status.PRESENT, when=Moment.OPENING)),
        "At least one third of the members present at the opening (rounded up).",
    ),
    (Share(HALF, Selector(voting=True)), "At least half of the voting members in office (rounded up)."),
    (
        Share(HALF, Selector(agency=("kcc",))),
        "At least half of the members in office from Kent County Council (rounded up).",
    ),
    (
        Share(Fraction(2, 3), Selector(how=(How.ROOM,)), base=Base(EVERYONE)),
        "Members in the room numbering at least two thirds of the members in office (rounded up).",
    ),
    (
        Share(HALF, unit=Unit.SEAT, rounding=Rounding.MORE_THAN),
        "Members representing more than half of the filled seats.",
    ),
    (
        Share(HALF, unit=Unit.WEIGHT),
        "Members carrying at least half of the total weight of the members in office (rounded up).",
    ),
    (
        Share(HALF, unit=Unit.AGENCY, base=Base(status=Status.ALL)),
        "Members representing at least half of the agencies of all seats, filled or vacant (rounded up).",
    ),
    (
        AtMost(Share(HALF, Selector(agency=("kcc",)), base=Base(EVERYONE, Status.PRESENT), rounding=Rounding.DOWN)),
        "Members from Kent County Council numbering no more than half of the members present (rounded down).",
    ),
]
PEOPLE = [
    (Someone(EVERYONE), "A member."),
    (office("chair", "vice-chair"), "The chair or vice-chair."),
    (office("chair", of="forum"), "The chair of the Schools Forum."),
    (agency("police", "yos"), "Kent Police or the Youth Offending Service."),
    (agency("schools"), "The Kent Association of Schools."),
    (one(sector=("schools",)), "A member of the schools sector."),
    (one(sector=("voluntary",)), "A member of the voluntary sector."),
    (one(seat=("dcs",)), "The seat of director of children's services."),
    (one(tag=("lay",)), "A lay member."),
    (one(tag=("lay", "co-opted")), "A lay or co-opted member."),
    (one(tag=("council-officer",)), "A council officer."),
    (Count(2, Selector(tag=("head",))), "At least two members who are each a school head."),
    (one(tag=("nhs",)), "An NHS member."),
    (Count(2, Selector(tag=("parent", "carer"), how=(How.ROOM,))), "At least two parents or carers in the room."),
    (AllOf((Count(9), one(tag=("councillor",)))), "At least nine members, including a councillor."),
    (one(tag=("officer",)), "An officer of the council."),
    (one(tag=("skills",)), "The Learning and Skills Council or providers of related services."),
    (Count(2, Selector(tag=("lay",))), "At least two lay members."),
    (Count(2, Selector(tag=("officer",))), "At least two members who are each an officer of the council."),
    (
        Count(2, Selector(tag=("skills",))),
        "At least two members from the Learning and Skills Council or providers of related services.",
    ),
    (one(presiding=True), "Whoever presides."),
    (one(in_body=("forum",)), "A member who also sits on the Schools Forum."),
    (one(voting=True), "A member entitled to vote."),
    (Count(4, Selector(voting=False)), "At least four members not entitled to vote."),
    (one(how=(How.ROOM,)), "A member in the room."),
    (one(by=(Voice.DEPUTY,)), "A deputy."),
    (Count(2, Selector(by=(Voice.HOLDER,))), "At least two members (not deputies)."),
    (one(agency=("police",), by=(Voice.DEPUTY,)), "A deputy from Kent Police."),
    (one(office=Offices(("chair",)), by=(Voice.DEPUTY,)), "A deputy of the chair."),
    (
        one(office=Offices(("chair",)), by=(Voice.HOLDER, Voice.DEPUTY)),
        "A member holding or deputising for the office of chair.",
    ),
    (one(office=Offices(("chair",)), how=(How.ROOM,)), "The chair in the room."),
    (Count(2, Selector(negated=Selector(agency=("kcc",)))), "At least two members not from Kent County Council."),
    (one(negated=Selector(office=Offices(("chair",)))), "A member other than the chair."),
    (
        Count(3, Selector(how=(How.ROOM,), voting=True, negated=Selector(tag=("officer",)))),
        (
            "At least three members in the room entitled to vote other than members who are each an officer of "
            "the council."
        ),
    ),
]

SENTENCES = [*RULEBOOK, *NUMBERS, *SHARES, *PEOPLE]
