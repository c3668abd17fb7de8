"""Gathers the models of the rooms, so that Django finds them."""

from meetings.attendance.models import Answer, Happening
from meetings.schedule.models import Meeting, Sitting

__all__ = ["Answer", "Happening", "Meeting", "Sitting"]
