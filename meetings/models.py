"""Gathers the models of the rooms, so that Django finds them."""

from meetings.agenda.models import Agenda, Copy, Item, Paper, Publication, StandingItem, Withdrawal
from meetings.attendance.models import Answer, Happening
from meetings.declarations.models import Declaration, Ruling
from meetings.schedule.models import Meeting, Sitting

__all__ = [
    "Agenda",
    "Answer",
    "Copy",
    "Declaration",
    "Happening",
    "Item",
    "Meeting",
    "Paper",
    "Publication",
    "Ruling",
    "Sitting",
    "StandingItem",
    "Withdrawal",
]
