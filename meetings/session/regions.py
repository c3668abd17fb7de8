"""The parts of a sitting's pages that are kept up to date: desk, chair, seat and screen, one rendering for each.

What is told as it changes is the same for everyone who watches a page. What is personal (what I may tap) comes as a
mere sign that something changed, on which the page asks for its own.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import timezone

from governance.membership.permissions import may_follow
from governance.structure.permissions import OFFICER
from meetings.attendance.acts import SITTING
from meetings.schedule.models import Sitting
from meetings.session.permissions import may_chair, sitter_of
from meetings.session.queries import SittingShown, sitting_shown
from trustboard.accounts.permissions import may_use
from trustboard.accounts.queries import AnyUser
from trustboard.live.regions import Audience, Region


def _sitting(key: UUID) -> Sitting | None:
    return Sitting.objects.select_related("meeting__body__trust").filter(pk=key).first()


def _shown(key: UUID) -> SittingShown:
    """The sitting as it stands now: loaded once for all its pages."""
    return sitting_shown(Sitting.objects.select_related("meeting__body__trust").get(pk=key), timezone.now())


def _region(page: str, may_watch: Callable[[AnyUser, Sitting], bool]) -> Region:
    def audience_of(user: AnyUser, key: UUID) -> Audience | None:
        sitting = _sitting(key)
        return page if sitting and user.is_authenticated and may_watch(user, sitting) else None

    def render(shown: SittingShown, audience: Audience) -> str:
        return render_to_string(f"meetings/session/{page}_region.html", {"shown": shown, "sitting": shown.sitting})

    def version_of(key: UUID) -> int:
        return Sitting.objects.values_list("version", flat=True).get(pk=key)

    return Region(page, (page,), audience_of, version_of, render, topic=SITTING, load=_shown)


SESSION_REGIONS = (
    _region("desk", lambda user, sitting: may_use(user, sitting.meeting.body.trust, OFFICER)),
    _region("chair", may_chair),
    _region("seat", lambda user, sitting: sitter_of(user, sitting) is not None),
    _region("screen", lambda user, sitting: may_follow(user, sitting.meeting.body.trust)),
)
