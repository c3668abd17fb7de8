"""Gathers the models of the rooms, so that Django finds them."""

from trustboard.accounts.models import Invitation, User
from trustboard.acts.models import Request
from trustboard.ledger.models import Entry, Head, PersonalText
from trustboard.mail.models import Letter

__all__ = ["Entry", "Head", "Invitation", "Letter", "PersonalText", "Request", "User"]
