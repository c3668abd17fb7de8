"""What earlier pages show of a sitting: the ways to its own pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from meetings.schedule.models import Sitting
from meetings.schedule.views.reading import MeetingPage
from meetings.session.permissions import may_chair
from meetings.session.roll_shown import Button, Deed
from trustboard.accounts.queries import AnyUser

register = template.Library()

DEED = (
    '<button class="tb-deed{here}" type="submit" form="entry" name="entry" value="{deed}:{number}" '
    'id="deed-{deed}-{number}" data-key="{key}">{label}<span class="govuk-visually-hidden"> {of}</span>{shown}</button>'
)
KEY = ' <kbd class="tb-key" aria-hidden="true">{}</kbd>'


@register.simple_tag
def deeds(buttons: Sequence[Button], of: str) -> SafeString:
    """Buttons of the desk that record one thing each, of whom. Not a template: a desk has hundreds."""
    name = escape(of)
    each = [_pattern(button.deed, button.words).format(number=escape(button.of), of=name) for button in buttons]
    return SafeString("".join(each))


@cache
def _pattern(deed: Deed, words: str) -> str:
    """What every button of that deed has in common. `words` are those of the few that have their own."""
    button = Button(deed, "{number}", words)
    return format_html(
        DEED,
        here=" tb-deed--here" if deed is Deed.HERE and not words else "",
        deed=deed,
        number=button.of,
        key=button.key,
        label=button.label,
        of="{of}",
        shown=format_html(KEY, button.key) if button.key else "",
    )


@register.filter
def clock(moment: datetime) -> str:
    """The time of day in London: 14:05. A page of a sitting tells dozens, and the filter of dates takes far longer."""
    return f"{timezone.localtime(moment):%H:%M}"


@register.filter
def clock_beside(moment: datetime, first: datetime) -> str:
    """The time of day, with the day where it is not that of the first moment: 14:05; 3 Nov 09:10."""
    local = timezone.localtime(moment)
    is_same = local.date() == timezone.localdate(first)
    return f"{local:%H:%M}" if is_same else f"{date_format(local, 'j M')} {local:%H:%M}"


@register.inclusion_tag("meetings/session/ways.html", takes_context=True)
def ways_to_sitting(context: dict[str, Any], page: MeetingPage) -> dict[str, Any]:
    """From its day on: the desk for the officer, the chair's page, one's own seat, the screen; each for whom it is."""
    sitting, reader = page.sitting, page.reader
    has_come = sitting.day <= page.today and not page.meeting.is_cancelled
    if not (has_come and reader.is_inside):
        return {"ways": []}
    user: AnyUser = context["request"].user
    offered = [
        ("desk", "Desk", reader.is_officer),
        ("own_seat", "My seat", reader.belongs),
        ("chair", "Chair", may_chair(user, sitting)),
        ("screen", "Screen for the room", True),
    ]
    return {"ways": [(_address(sitting, name), words) for name, words, may in offered if may], "sitting": sitting}


def _address(sitting: Sitting, name: str) -> str:
    body = sitting.meeting.body
    return reverse(name, args=[body.trust.slug, body.key, sitting.meeting_id, sitting.number])
