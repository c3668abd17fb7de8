"""The role of signing in as a person of the record."""

from __future__ import annotations

from trustboard.accounts.roles import Role

PERSON = Role(key="person", title="member", codename="be_person")
