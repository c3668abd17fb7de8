"""A trust of the fixtures with its people and their accounts, ready for its story; and a press that prints nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from django.conf import settings

from governance.agreements.models import Agreement
from governance.agreements.queries import issues_of, signing_of
from governance.management.commands.load_demonstration import PEOPLE
from governance.membership.permissions import PERSON
from governance.structure.models import Trust
from governance.structure.permissions import OFFICER
from governance.trustfile.acts import load_trust
from governance.trustfile.parse import parse
from meetings.demonstration.cast import Press
from meetings.demonstration.player import play
from meetings.demonstration.story import Story, read_story
from tests.meetings.agenda.scene import PDF
from tests.remembered import Remembered
from tests.world import member, operator
from trustboard.documents.kept import keep
from trustboard.ledger.canonical import sha256

FIXTURES = settings.BASE_DIR / "fixtures"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def story_file(slug: str) -> Path:
    return FIXTURES / "demo" / f"{slug}-year.yaml"


def story_of(slug: str) -> Story:
    """The story of that trust, as it is told in the demonstration."""
    file = story_file(slug)
    return read_story(file.read_bytes(), source=file.name)


@dataclass
class Stage(metaclass=Remembered):
    """The trust, its officer, and those of its people who sign in to the demonstration."""

    slug: ClassVar[str]

    def __post_init__(self) -> None:
        for name in (f"{self.slug}.yaml", f"demo/{self.slug}-people.yaml"):
            load_trust(parse((FIXTURES / name).read_bytes(), source=name), by=operator())
        self.trust = Trust.objects.get(slug=self.slug)
        self.users = {}
        [described] = [each for each in json.loads(PEOPLE.read_text()) if each["slug"] == self.slug]
        for told in described["people"]:
            if told["role"] == OFFICER.key:
                self.officer = member(self.trust, told["name"], OFFICER)
            if person := self.trust.people.filter(key=told.get("person")).first():
                self.users[person.key] = member(person, person.name, PERSON, second_factor=False)

    def played(self, story: Story | None = None) -> int:
        """How many meetings its story has, played up to the 22nd of November 2026."""
        return play(story or story_of(self.slug), self.trust, now=NOW, press=BLANK)

    def became(self, state: str) -> list[str]:
        """Where that became of the edition of the trust's agreement that is signed when the story ends, by title."""
        agreement = Agreement.objects.get(trust=self.trust)
        edition = issues_of(agreement).current(NOW.date())
        signers = signing_of(edition, NOW.date()).signers if edition else []
        return sorted(each.place.title for each in signers if each.state == state)


class Kent(Stage):
    slug = "kent"


class Medway(Stage):
    slug = "medway"


class Haringey(Stage):
    slug = "haringey"


def _copies(versions):
    kept = keep([PDF])
    return tuple(
        {
            "audience": version.audience.value,
            "html": version.html,
            "html_sha256": sha256(version.html),
            "pdf_sha256": kept,
            "large_sha256": kept,
        }
        for version in versions
    )


BLANK = Press(agenda=_copies, minutes=_copies, paper=lambda html: PDF)
"""As it is printed, but for the PDF, which takes a second."""
