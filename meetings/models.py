"""Gathers the models of the rooms, so that Django finds them."""

from meetings.actions.models import Action, Reminder, Update
from meetings.agenda.models import Agenda, Copy, Item, Paper, Publication, StandingItem, WaitingItem, Withdrawal
from meetings.attendance.models import Answer, Happening
from meetings.ballots.models import Ballot, Casting, Closing, Vote
from meetings.decisions.models import Decision, Ratified, Reaffirmed, Referral
from meetings.declarations.models import Declaration, Ruling
from meetings.minutes.models import (
    Amendment,
    Answered,
    EarlierMinutes,
    Edition,
    Minutes,
    MinutesCopy,
    MinutesPublication,
    MinutesWithdrawal,
    Passage,
    Remark,
)
from meetings.schedule.models import Meeting, Sitting

__all__ = [
    "Action",
    "Agenda",
    "Amendment",
    "Answer",
    "Answered",
    "Ballot",
    "Casting",
    "Closing",
    "Copy",
    "Decision",
    "Declaration",
    "EarlierMinutes",
    "Edition",
    "Happening",
    "Item",
    "Meeting",
    "Minutes",
    "MinutesCopy",
    "MinutesPublication",
    "MinutesWithdrawal",
    "Paper",
    "Passage",
    "Publication",
    "Ratified",
    "Reaffirmed",
    "Referral",
    "Remark",
    "Reminder",
    "Ruling",
    "Sitting",
    "StandingItem",
    "Update",
    "Vote",
    "WaitingItem",
    "Withdrawal",
]
