"""The page on which a seat answers, for those whose own it is and for the officer."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from governance.constitution.rulebook import rulebook_of
from governance.membership.queries import table_of
from meetings.answers import acts
from meetings.answers.forms import AnswerForm
from meetings.answers.permissions import sitting_answered_by
from meetings.answers.queries import answers_of
from meetings.answers.rules import Coming, may_answer
from meetings.schedule.letters import named
from meetings.schedule.permissions import person_signed_in
from trustboard.accounts.asking import Asking, answer, ask
from trustboard.accounts.requests import signed_in, user_of
from trustboard.acts.days import told


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer_for_seat(request: HttpRequest, slug: str, body: str, meeting: UUID, seat: str) -> HttpResponse:
    """What the seat answers for a meeting."""
    sitting, answering = sitting_answered_by(user_of(request), slug, body, meeting, seat)
    trust = sitting.meeting.body.trust
    rules = rulebook_of(trust).rules(body, sitting.day)
    answered = next(
        (each for each in answers_of(sitting, table_of(trust), rules) if each.place.seat == answering), None
    )
    if answered is None:
        raise Http404
    verdict = may_answer(
        is_cancelled=sitting.is_cancelled,
        is_begun=sitting.opened_at is not None,
        is_over=sitting.starts_at <= timezone.now(),
        is_held=True,
        choice=Coming.ROOM,
        reason="",
    )
    when = timezone.localtime(sitting.starts_at)
    page = Asking(
        heading=f"Answer for {answering.title}",
        about=f"{named(sitting.meeting)}, {sitting.meeting.body.name}",
        back=sitting.meeting.get_absolute_url(),
        back_text=named(sitting.meeting),
        facts=(
            ("When", f"{when:%A} {told(when.date())}, {when:%H:%M}"),
            ("Held by", answered.place.holder),
            ("Answer so far", answered.words),
        ),
        closed=verdict.sentence,
    )
    is_own = answered.place.holder == person_signed_in(user_of(request), trust)
    form = AnswerForm(request.POST or None, answered=answered, rules=rules, is_own=is_own)
    return answer(request, form, acts.answer_for_seat, sitting, seat=answering, told="The answer is recorded.") or ask(
        request, form, page
    )
