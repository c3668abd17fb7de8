"""What happens before a meeting: notice, agenda, papers, answers, and the register of interests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from governance.interests.acts import declare_interest
from governance.interests.models import Whose
from meetings.agenda import acts
from meetings.agenda.documents import agendas, supplements
from meetings.agenda.lines import Printed
from meetings.agenda.models import Audience, Purpose
from meetings.agenda.queries import deadlines_of_news, draft_of
from meetings.agenda.rules import past, permitters, why_late
from meetings.answers.acts import answer_for_seat
from meetings.attendance.models import Choice
from meetings.demonstration.cast import Impossible, Scene
from meetings.demonstration.story import Entry
from meetings.schedule.acts import close_to_public, give_notice
from trustboard.documents.kept import keep
from trustboard.documents.printing import PDF
from trustboard.documents.uploads import Accepted


def _give_notice(scene: Scene, entry: Entry) -> None:
    give_notice(scene.meeting, by=scene.by())


def _close_to_public(scene: Scene, entry: Entry) -> None:
    close_to_public(scene.meeting, reason=entry.what, version=scene.meeting.version, by=scene.by(scene.chair))


def _lay_agenda(scene: Scene, entry: Entry) -> None:
    acts.begin_agenda(scene.meeting, by=scene.by())
    for item in scene.told.items:
        add_item(scene, item.said)


def _publish_agenda(scene: Scene, entry: Entry) -> None:
    draft = draft_of(scene.meeting)
    printed = Printed(draft.state, scene.cast.press.agenda(agendas(draft)))
    acts.publish_agenda(scene.meeting, printed=printed, by=scene.by())


def _publish_supplement(scene: Scene, entry: Entry) -> None:
    draft = draft_of(scene.meeting)
    late = past(deadlines_of_news(draft, draft.news), timezone.localdate(scene.now))
    said = why_late(late, reason=entry.what, permitter=permitters(late))
    versions = supplements(draft, draft.next_supplement, late=said)
    acts.publish_supplement(
        scene.meeting,
        printed=Printed(draft.state, scene.cast.press.agenda(versions)),
        reason=entry.what,
        is_permitted="permitted" in entry.said,
        by=scene.by(),
    )


def _add_item(scene: Scene, entry: Entry) -> None:
    add_item(scene, entry.said)


def add_item(scene: Scene, said: Mapping[str, Any]) -> None:
    """Put the item at the end of the agenda. Raises Impossible for a purpose or an audience that there is not."""
    acts.add_item(
        scene.meeting,
        title=said["item"],
        purpose=Purpose(chosen(said.get("purpose", Purpose.INFORMATION), Purpose)),
        decision=said.get("decision", ""),
        lead=said.get("lead", ""),
        minutes=said.get("minutes"),
        audience=Audience(chosen(said.get("audience", Audience.PUBLIC), Audience)),
        reason=said.get("reason", ""),
        bidders=said.get("bidders", []),
        about=said.get("about", ""),
        by=scene.by(),
    )


def _add_paper(scene: Scene, entry: Entry) -> None:
    item = scene.item(entry.said["of"])
    paragraphs = [" ".join(each.split()) for each in entry.said["text"].split("\n\n")]
    context = {"title": entry.what, "meeting": scene.meeting, "paragraphs": paragraphs}
    content = scene.cast.press.paper(render_to_string("meetings/demonstration/paper.html", context))
    file = Accepted(sha256=keep([content]), media_type=PDF, suffix="pdf", size=len(content))
    audience = Audience(chosen(entry.said.get("audience", item.audience), Audience))
    acts.add_paper(item, title=entry.what, audience=audience, file=file, by=scene.by())


def _answer(scene: Scene, entry: Entry) -> None:
    for seat, holder in scene.seats(entry.said["from"]):
        answer_for_seat(
            scene.sitting,
            seat=seat,
            choice=Choice(chosen(entry.what, Choice)),
            reason=entry.said.get("reason", ""),
            by=scene.by(holder),
        )


def _register_interest(scene: Scene, entry: Entry) -> None:
    agency = entry.said.get("agency")
    for _, holder in scene.seats([entry.said["for"]]):
        declare_interest(
            holder,
            nature=entry.what,
            whose=Whose.OWN,
            kind="",
            agency=scene.cast.agency(agency) if agency else None,
            is_public="public" in entry.said,
            starts=timezone.localdate(scene.now),
            ends=None,
            by=scene.by(holder),
        )


def chosen(text: str, choices: Any) -> str:
    """The text, where it is one of these. Raises Impossible else."""
    if text not in list(choices):
        raise Impossible(f'"{text}" is none of these: {", ".join(str(each) for each in choices)}.')
    return text


PREPARING: Mapping[str, Callable[[Scene, Entry], None]] = {
    "notice": _give_notice,
    "closed to the public": _close_to_public,
    "agenda laid": _lay_agenda,
    "agenda published": _publish_agenda,
    "supplement": _publish_supplement,
    "item": _add_item,
    "paper": _add_paper,
    "answer": _answer,
    "registers": _register_interest,
}
