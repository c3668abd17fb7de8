"""The rules page and the comparison of versions: what they show, on which day, and to whom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from governance.constitution.acts import change_part
from governance.constitution.rulebook import rulebook_of
from governance.membership.changes import make_seat
from governance.structure.models import Body
from tests.world import SINCE, SeatedWorld, clause_of, operator, signed_in
from trustboard.acts.days import told

pytestmark = pytest.mark.django_db

BOARD = ["kent", "board"]
GROUP = ["kent", "executive-group"]
TWO: dict[str, Any] = {
    "business": {"all": [{"count": {"n": 2}}, {"someone": {"agency": "kent-police"}}]},
    "clauses": ["K10.4"],
}
THREE = {**TWO, "business": {"all": [{"count": {"n": 3}}, {"someone": {"agency": "kent-police"}}]}}


def ruled(body: Body, part: str, written: Any, starts: date = SINCE) -> None:
    """The part is so from that day on."""
    read = rulebook_of(body.trust).edits(body.key)
    change_part(body, part=part, written=written, starts=starts, read=read, by=operator())


def shown(name: str, args: list[str] = BOARD, *, client: Client | None = None, **query: str) -> str:
    response = (client or Client()).get(reverse(name, args=args), query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def coming() -> date:
    """A day on which the rules of the board will change."""
    return timezone.localdate() + timedelta(days=60)


@pytest.fixture
def world(coming: date) -> SeatedWorld:
    """Kent's board asks for two with the police from its first day, and before long for three; the group as much."""
    world = SeatedWorld()
    clause_of(world.kent, "K10.4", text="Two, the police among them.")
    clause_of(world.kent, "K11.3", text="A casting vote.")
    ruled(world.board, "quorum", TWO)
    ruled(world.board, "voting", {"casting_vote": "may", "clauses": ["K11.3"]})
    ruled(world.board, "quorum", THREE, starts=coming)
    ruled(world.group, "inherits", [{"of": "board", "parts": ["quorum"]}])
    return world


def test_rules_says_every_rule_with_its_clause_and_since_when(world: SeatedWorld, coming: date) -> None:
    page = shown("rules")
    assert "Business needs at least two members, including one from Kent Police." in page
    assert "whoever presides may use a casting vote" in page
    assert page.count('href="/trusts/kent/clauses/#K10.4"') == 1
    assert page.count("In this form since") == 2
    assert f"In this form since 1 May 2020, until {told(coming)}." in page
    assert "In this form since 1 May 2020, but for what says otherwise." in page


def test_rules_are_those_of_the_day(world: SeatedWorld, coming: date) -> None:
    before, after = (shown("rules", on=day.isoformat()) for day in (coming - timedelta(days=1), coming))
    assert ("at least two members" in before, "at least three members" in before) == (True, False)
    assert ("at least two members" in after, "at least three members" in after) == (False, True)
    assert f"In this form since {told(coming)}" in after
    assert "No rule was written down yet on this day." in shown("rules", on="30/4/2020")


def test_rules_says_so_when_none_is_written(world: SeatedWorld) -> None:
    assert "No rule of this body is written down yet." in shown("rules", ["medway", "board"])


def test_rules_keeps_what_was_typed_when_it_is_no_day(world: SeatedWorld) -> None:
    page = shown("rules", on="next Tuesday")
    assert 'value="next Tuesday"' in page
    assert "Enter a real day" in page


def test_rules_tells_of_a_change_to_come_and_lists_every_version(world: SeatedWorld, coming: date) -> None:
    page = shown("rules")
    assert "A change is coming." in page
    assert page.index(f">From {told(coming)}</a>") < page.index('aria-current="true">From 1 May 2020</a>')
    assert "Changed: Quorum." in page
    assert f"versions/?old=2020-05-01&amp;new={coming.isoformat()}" in page
    assert "A change is coming." not in shown("rules", ["medway", "board"])


def test_rules_says_from_which_body_a_part_is_taken(world: SeatedWorld, coming: date) -> None:
    page = shown("rules", GROUP)
    assert 'Taken whole from the rules of <a class="govuk-link" href="/trusts/kent/bodies/board/rules/' in page
    assert "at least two members" in page
    assert f">From {told(coming)}</a>" in page


def test_rules_shows_a_long_rule_line_by_line(world: SeatedWorld, coming: date) -> None:
    among = [{"someone": {"office": "chair"}}, {"someone": {"agency": "kent-police"}}]
    among += [
        {"someone": {"seat": "police"}},
        {"all": [{"someone": {"seat": "health"}}, {"someone": {"seat": "voluntary-sector"}}]},
    ]
    ruled(world.board, "quorum", {"business": {"at_least": {"n": 2, "among": among}}}, starts=coming)
    page = shown("rules", on=coming.isoformat())
    assert page.count('<ul class="tb-outline">') == 2
    assert page.count('<li class="tb-outline__line">') >= 4
    assert "tb-outline" not in shown("rules")


def test_versions_marks_the_words_that_differ_and_folds_what_does_not(world: SeatedWorld, coming: date) -> None:
    page = shown("versions", old="2020-05-01", new=coming.isoformat())
    assert '<del class="tb-del"><span class="govuk-visually-hidden">[went: </span>two<span' in page
    assert '<ins class="tb-ins"><span class="govuk-visually-hidden">[came: </span>three<span' in page
    assert '<summary class="govuk-details__summary"><span class="govuk-details__summary-text">Voting</span>' in page


def test_versions_compares_the_version_in_force_with_the_one_before_when_nothing_is_asked(
    world: SeatedWorld, coming: date
) -> None:
    page = shown("versions")
    assert "Both sides are the same version." in page
    ruled(world.board, "voting", {"casting_vote": "none"}, starts=coming + timedelta(days=1))
    assert "Both sides are the same version." in shown("versions", new="2020-05-01")
    assert "[came: </span>three" in shown("versions", new=coming.isoformat())


def test_versions_says_what_is_no_day(world: SeatedWorld) -> None:
    page = shown("versions", old="soon", new="2020-05-01")
    assert "“soon” is no day. Enter a real day" in page


def test_versions_says_what_was_not_written_and_no_longer_is(world: SeatedWorld, coming: date) -> None:
    ruled(world.board, "voting", None, starts=coming)
    page = shown("versions", old="2020-05-01", new=coming.isoformat())
    assert "No longer written." in page
    back = shown("versions", old=coming.isoformat(), new="2020-05-01")
    assert "Not written." in back


def test_versions_compares_each_of_several_rules_of_one_name(world: SeatedWorld, coming: date) -> None:
    def lapses(*days: int) -> dict[str, Any]:
        return {**TWO, "lapses": [{"then": "adjourned", "days": day, "after": 30} for day in days]}

    ruled(world.board, "quorum", lapses(3, 5), starts=coming)
    later = coming + timedelta(days=1)
    ruled(world.board, "quorum", lapses(3, 6), starts=later)
    page = shown("versions", old=coming.isoformat(), new=later.isoformat())
    assert page.count("adjourned for three days") + page.count("adjourned for 3 days") == 1
    assert (page.count("</del>"), page.count("</ins>")) == (1, 1)


def test_versions_says_so_when_nothing_is_written(world: SeatedWorld) -> None:
    assert "No rule of this body is written down yet." in shown("versions", ["medway", "board"])


def test_body_structure_and_clauses_lead_to_the_rules(world: SeatedWorld) -> None:
    assert 'href="/trusts/kent/bodies/board/rules/"' in shown("body")
    assert 'href="/trusts/kent/bodies/board/rules/"' in shown("structure", ["kent"])
    page = shown("clauses", ["kent"])
    assert '<a class="govuk-link" href="/trusts/kent/bodies/board/rules/#quorum">Quorum of Board</a>' in page
    assert '<a class="govuk-link" href="/trusts/kent/bodies/executive-group/rules/#quorum">' in page


def test_bodies_without_rules_lead_to_none(world: SeatedWorld) -> None:
    assert "/rules/" not in shown("body", ["kent", "kent-partnership"])


@pytest.mark.parametrize(("name", "queries"), [("rules", 6), ("versions", 6)])
def test_reading_takes_as_many_queries_when_there_are_3_seats_or_300(
    world: SeatedWorld, name: str, queries: int
) -> None:
    for seats in (0, 297):
        for place in range(seats):
            make_seat(world.board, key=f"seat-{place}", title=f"Seat {place}", starts=SINCE)
        with CaptureQueriesContext(connection) as asked:
            shown(name)
        assert len(asked) == queries


def test_rules_offers_its_work_to_the_officer_alone(world: SeatedWorld, coming: date) -> None:
    work = [reverse("change_part", args=[*BOARD, part]) for part in ("quorum", "notice", "lists", "inherits")]
    work += [
        reverse("correct_part", args=[*BOARD, SINCE, "quorum"]),
        reverse("strike_constitution", args=[*BOARD, SINCE]),
    ]
    officer = signed_in(world.officer)
    assert [address for address in work if f'href="{address}"' not in shown("rules", client=officer)] == []
    assert reverse("correct_part", args=[*BOARD, coming, "quorum"]) in shown("rules", client=officer, on=str(coming))
    for client in (Client(), signed_in(world.auditor), signed_in(world.medway_officer)):
        page = shown("rules", client=client)
        assert [address for address in work if address in page] == []


def test_rules_offers_no_change_of_what_is_taken_over(world: SeatedWorld) -> None:
    page = shown("rules", GROUP, client=signed_in(world.officer))
    assert reverse("change_part", args=[*GROUP, "quorum"]) not in page
    assert reverse("change_part", args=[*GROUP, "inherits"]) in page
