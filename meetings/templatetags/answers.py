"""What the page of a meeting shows of the answers to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django import template
from django.urls import reverse

from governance.constitution.english.english import English
from governance.constitution.rulebook import empty_meeting, names_in
from meetings.answers.expected import Expected, Said, expected
from meetings.answers.forms import AnswerForm
from meetings.answers.queries import Answered, answers_of, coming_of
from meetings.schedule.views.reading import MeetingPage

register = template.Library()


@dataclass(frozen=True, slots=True)
class Answers:
    """Everybody's answers, each with the address where it is given; one's own with a form; and the officer's quorum."""

    answered: list[tuple[Answered, str]]
    own: list[tuple[Answered, AnswerForm, str]]
    given: int
    is_open: bool
    expected: Expected | None


@register.simple_tag
def answers_to(page: MeetingPage) -> Answers:
    """For those inside: their own answer, who has answered, and for the officer the quorum to expect."""
    answered = answers_of(page.sitting, page.table, page.rules)
    is_open = page.sitting.opened_at is None and page.sitting.starts_at > page.now
    return Answers(
        answered=[(each, _address(page, each)) for each in answered],
        own=[(each, _form(page, each), _address(page, each)) for each in answered if _is_own(page, each)],
        given=sum(each.answer is not None for each in answered),
        is_open=is_open,
        expected=_expected(page, answered) if page.reader.is_officer and is_open else None,
    )


def _is_own(page: MeetingPage, each: Answered) -> bool:
    return page.reader.person is not None and each.place.holder == page.reader.person


def _form(page: MeetingPage, each: Answered) -> AnswerForm:
    return AnswerForm(answered=each, rules=page.rules)


def _address(page: MeetingPage, each: Answered) -> str:
    body = page.meeting.body
    return reverse("answer_for_seat", args=[body.trust.slug, body.key, page.meeting.pk, each.place.seat.key])


def _expected(page: MeetingPage, answered: list[Answered]) -> Expected:
    """The quorum to expect; no query."""
    body = page.meeting.body
    empty = replace(
        empty_meeting(page.rulebook, page.table, body, page.sitting.day),
        sitting=page.sitting.kind,
        public=page.sitting.is_open,
    )
    said = {
        each.place.seat.key: Said(
            coming_of(each),
            deputy=each.place.deputy.key if each.place.deputy else "",
            beyond=each.limit if each.is_beyond else "",
        )
        for each in answered
        if each.answer
    }
    return expected(
        empty,
        page.rules,
        said,
        offices=tuple(body.offices),
        titles={each.place.seat.key: each.place.seat.title for each in answered},
        english=English(names_in(page.table, body)),
    )
