"""Requirements joined and made to depend, and their sentences, to be read aloud."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from governance.constitution.core.language import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    AtOpening,
    BarredShare,
    Count,
    DecisionIs,
    Declared,
    Elapsed,
    Every,
    MembersBelow,
    Met,
    NoneAsked,
    Not,
    Offices,
    QuorumOf,
    Selector,
    Share,
    Since,
    SittingIs,
    Some,
    Unit,
    Vacant,
    When,
)
from tests.governance.constitution.sentences import CHAIR, COUNCIL, HALF, POLICE, PUBLIC, VACANT, YOS, agency

LISTS = [
    (AllOf((POLICE, YOS)), "Kent Police and the Youth Offending Service."),
    (AnyOf((POLICE, YOS, COUNCIL)), "Kent Police, the Youth Offending Service or Kent County Council."),
    (AllOf((CHAIR, POLICE)), "The chair and Kent Police. One person may serve both."),
    (
        AllOf((Count(5), CHAIR, POLICE)),
        "At least five members, including the chair and one from Kent Police. One person may serve both.",
    ),
    (
        AllOf((Count(5), AtMost(Count(2, Selector(agency=("kcc",)))))),
        "At least five members and no more than two members from Kent County Council.",
    ),
    (
        AllOf((Count(5), CHAIR, AtMost(Count(2, Selector(agency=("kcc",)))))),
        "At least five members, including the chair; and no more than two members from Kent County Council.",
    ),
    (
        AllOf((Count(6), Count(2, Selector(sector=("voluntary",))))),
        "At least six members, including at least two of the voluntary sector.",
    ),
    (
        AnyOf((Count(5), AllOf((Count(3), CHAIR)))),
        "At least five members; or at least three members, including the chair.",
    ),
    (
        AllOf((POLICE, AnyOf((YOS, agency("east"))))),
        "Kent Police, and either the Youth Offending Service or East Kent PCT.",
    ),
    (
        AnyOf((POLICE, AllOf((YOS, agency("east"), agency("west"))))),
        "Kent Police; or all of the Youth Offending Service, East Kent PCT and West Kent PCT.",
    ),
    (AtLeast(1, (POLICE, YOS)), "At least one of these two: Kent Police; the Youth Offending Service."),
    (AtLeast(2, (POLICE, YOS)), "Both of these: Kent Police; the Youth Offending Service."),
    (
        AtLeast(2, (CHAIR, POLICE, YOS), distinct=True),
        "At least two of these three, each a different person: the chair; Kent Police; the Youth Offending Service.",
    ),
    (
        AtLeast(2, (AllOf((POLICE, YOS)), COUNCIL, agency("east"))),
        (
            "At least two of these three: both Kent Police and the Youth Offending Service; Kent County Council; "
            "East Kent PCT."
        ),
    ),
    (
        AtLeast(1, (AtLeast(2, (POLICE, YOS, COUNCIL)), AllOf((Count(5), CHAIR)))),
        (
            "At least one of these two: (a) at least two of these three: Kent Police; the Youth Offending "
            "Service; Kent County Council; (b) at least five members, including the chair."
        ),
    ),
    (
        AnyOf((AllOf((AnyOf((POLICE, YOS)), AnyOf((COUNCIL, agency("east"))))), Count(9))),
        (
            "Either of these: (a) either Kent Police or the Youth Offending Service, and either Kent County "
            "Council or East Kent PCT; or (b) at least nine members."
        ),
    ),
    (
        AllOf((AtLeast(1, (AnyOf((AtLeast(2, (POLICE, YOS, COUNCIL)), AtLeast(1, (CHAIR, POLICE)))), YOS)), Count(4))),
        (
            "Both of these: (a) at least one of these two: (i) either of these: (A) at least two of these three: Kent "
            "Police; the Youth Offending Service; Kent County Council; or (B) at least one of these two: the "
            "chair; Kent Police; (ii) the Youth Offending Service; and (b) at least four members."
        ),
    ),
    (
        AllOf((Count(3), QuorumOf("forum"))),
        "At least three members; and the quorum of the Schools Forum, formed by those present who hold a seat there.",
    ),
    (AtOpening(Count(5)), "At the opening of the sitting, at least five members."),
    (
        AllOf((Count(3), AtOpening(AllOf((POLICE, YOS))))),
        "At least three members; and at the opening of the sitting, both Kent Police and the Youth Offending Service.",
    ),
    (
        AllOf((AtOpening(AllOf((POLICE, YOS, Count(9, unit=Unit.SEAT)))), Count(2, unit=Unit.SEAT))),
        (
            "At the opening of the sitting, all of Kent Police, the Youth Offending Service and members "
            "representing at least nine seats; and members representing at least two seats."
        ),
    ),
    (AllOf(()), "No requirement at all, which always holds."),
    (AnyOf(()), "One of no alternatives, which never holds."),
]
CONDITIONS = [
    (
        When(VACANT, Count(5), Count(8)),
        "Where the office of chair is vacant: at least five members; otherwise at least eight members.",
    ),
    (When(VACANT, Count(5)), "Where the office of chair is vacant: at least five members; otherwise nothing is asked."),
    (
        When(Vacant(Offices(("chair", "vice-chair"))), Count(5)),
        "Where the offices of chair and vice-chair are both vacant: at least five members; otherwise nothing is asked.",
    ),
    (
        When(SittingIs(("adjourned",)), NoneAsked(), Count(5)),
        "Where this is an adjourned sitting: nothing is asked; otherwise at least five members.",
    ),
    (
        When(SittingIs(("agm",)), Count(20), When(DecisionIs(("budget",)), Share(Fraction(2, 3)), Count(5))),
        (
            "Where this is an annual general meeting: at least 20 members; otherwise, where this is a budget "
            "decision: at least two thirds of the members in office (rounded up); otherwise at least five members."
        ),
    ),
    (
        When(DecisionIs(("rules", "budget")), Count(9), Count(5)),
        (
            "Where this is a budget decision or a change of the rules: at least nine members; otherwise at least five "
            "members."
        ),
    ),
    (
        When(PUBLIC, Count(3), Count(2)),
        "Where the public is admitted: at least three members; otherwise at least two members.",
    ),
    (
        When(Elapsed(Since.START, timedelta(minutes=30)), Count(3), Count(5)),
        (
            "Once 30 minutes have passed since the time appointed: at least three members; until then at least five "
            "members."
        ),
    ),
    (
        When(Not(Elapsed(Since.FIRST, timedelta(days=1))), Count(5), Count(3)),
        (
            "Where one day has not yet passed since the time of the first sitting: at least five members; "
            "otherwise at least three members."
        ),
    ),
    (
        When(MembersBelow(5), Count(2), Count(4)),
        "Where fewer than five members are in office: at least two members; otherwise at least four members.",
    ),
    (
        When(MembersBelow(HALF), Count(2), Count(4)),
        "Where fewer than half of all seats are filled: at least two members; otherwise at least four members.",
    ),
    (
        When(BarredShare(HALF), Count(2), Count(4)),
        (
            "Where at least half of the members in office are barred from the item: at least two members; otherwise at "
            "least four members."
        ),
    ),
    (
        When(Declared("short"), Count(9), Count(5)),
        "Where it is recorded that the notice was short: at least nine members; otherwise at least five members.",
    ),
    (
        When(Declared("emergency"), Count(2), Count(5)),
        "Where “emergency” is on record: at least two members; otherwise at least five members.",
    ),
    (
        When(Met(CHAIR), Count(3), Count(5)),
        "Where the chair is present: at least three members; otherwise at least five members.",
    ),
    (
        When(Not(Met(POLICE)), Count(5), Count(3)),
        "Where Kent Police is not represented: at least five members; otherwise at least three members.",
    ),
    (
        When(Not(Met(Count(5))), Count(3, Selector(voting=True)), Count(2)),
        (
            "Where there are fewer than five members: at least three members entitled to vote; otherwise at least two "
            "members."
        ),
    ),
    (
        When(Met(QuorumOf("forum")), Count(3)),
        (
            "Where the quorum of the Schools Forum is formed by those present who hold a seat there: at least three "
            "members; otherwise nothing is asked."
        ),
    ),
    (
        When(Every((VACANT, Some((PUBLIC, Declared("short"))))), Count(3)),
        (
            "Where the office of chair is vacant, and (the public is admitted or it is recorded that the notice "
            "was short): at least three members; otherwise nothing is asked."
        ),
    ),
    (
        When(Not(Some((VACANT, PUBLIC))), Count(3)),
        (
            "Where it is not so that (the office of chair is vacant or the public is admitted): at least three "
            "members; otherwise nothing is asked."
        ),
    ),
    (
        When(VACANT, AtLeast(2, (POLICE, YOS, COUNCIL)), Count(8)),
        (
            "As the case may be: (a) where the office of chair is vacant, at least two of these three: Kent "
            "Police; the Youth Offending Service; Kent County Council; (b) otherwise at least eight members."
        ),
    ),
    (
        AllOf((Count(4, Selector(voting=True)), When(VACANT, Count(5), Count(8)))),
        (
            "Both of these: (a) at least four members entitled to vote; and (b) where the office of chair is "
            "vacant: at least five members; otherwise at least eight members."
        ),
    ),
]

JOINED = [*LISTS, *CONDITIONS]
