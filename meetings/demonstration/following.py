"""What follows from a meeting: its minutes and their approval, actions, referrals and ratifications."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.utils import timezone

from meetings.actions.acts import add_action, update_action
from meetings.actions.models import Action, Became
from meetings.agenda.lines import Printed
from meetings.agenda.models import Audience
from meetings.decisions.acts import record_ratification, refer
from meetings.decisions.models import Decision, Ratification, Referral
from meetings.demonstration.cast import Impossible, Scene
from meetings.demonstration.preparing import chosen
from meetings.demonstration.story import Entry
from meetings.minutes import acts
from meetings.minutes.documents import approved_versions, circulated_versions
from meetings.minutes.queries import draft_of, editions_of, minutes_of


def _move_minutes(scene: Scene, entry: Entry) -> None:
    steps = {
        "put to the chair": _put_to_chair,
        "checked": _check,
        "circulated": _circulate,
    }
    steps[chosen(entry.what, steps)](scene)


def _put_to_chair(scene: Scene) -> None:
    acts.put_to_chair(scene.meeting, by=scene.by())


def _check(scene: Scene) -> None:
    acts.check_minutes(scene.meeting, read=draft_of(scene.meeting).state, by=scene.by(scene.chair))


def _circulate(scene: Scene) -> None:
    draft = draft_of(scene.meeting)
    printed = Printed(draft.state, scene.cast.press.minutes(circulated_versions(draft)))
    acts.circulate_minutes(scene.meeting, printed=printed, by=scene.by())


def _approve(scene: Scene, entry: Entry) -> None:
    """The minutes of the meeting that is named are approved at this one."""
    earlier = _earlier(scene, entry)
    draft = draft_of(earlier.meeting)
    printed = Printed(draft.state, scene.cast.press.minutes(approved_versions(draft, scene.sitting)))
    acts.approve_minutes(earlier.meeting, sitting=scene.sitting, printed=printed, by=scene.by())


def _publish(scene: Scene, entry: Entry) -> None:
    """The minutes of the meeting that is named, approved at this one, are there for everyone."""
    earlier = _earlier(scene, entry)
    minutes = minutes_of(earlier.meeting)
    approved = editions_of(minutes).get(True) if minutes else None
    acts.publish_minutes(earlier.meeting, read=approved.state if approved else "", by=scene.by())


def _earlier(scene: Scene, entry: Entry) -> Scene:
    earlier = scene.cast.scenes.get(entry.what)
    if earlier is None:
        raise Impossible(f"There was no meeting called {entry.what}.")
    earlier.turn(scene.now)
    return earlier


def _remark(scene: Scene, entry: Entry) -> None:
    item = scene.item(entry.said["on"]) if "on" in entry.said else None
    for _, person in scene.seats([entry.said["by"]]):
        acts.remark(scene.meeting, item=item, text=entry.what, by=scene.by(person))


def _answer_remark(scene: Scene, entry: Entry) -> None:
    remarks = draft_of(scene.meeting).unanswered
    if not remarks:
        raise Impossible("There is no remark to be answered.")
    remarks[-1].minutes.meeting = scene.meeting
    accepted = chosen(entry.said["accepted"], ("yes", "no")) == "yes"
    acts.answer_remark(remarks[-1], is_accepted=accepted, words=entry.what, by=scene.by())


def _add_action(scene: Scene, entry: Entry) -> None:
    said = entry.said
    owner = scene.cast.holder(scene.seat(said["owner"]), scene.day) if "owner" in said else None
    add_action(
        scene.meeting.body,
        text=entry.what,
        person=owner,
        agency=scene.cast.agency(said["agency"]) if "agency" in said else None,
        due=scene.day + timedelta(days=said["due"]),
        decision=_decision(scene, said["from"]) if "from" in said else None,
        origin="" if "from" in said else f"Meeting of {scene.day:%-d %B %Y}",
        audience=Audience.PUBLIC,
        by=scene.by(),
    )


def _update_action(scene: Scene, entry: Entry) -> None:
    words = scene.cast.actions.get(entry.said["action"], "")
    action = Action.objects.filter(body__trust=scene.cast.trust, text=words).first()
    if action is None:
        raise Impossible(f"There is no action called {entry.said['action']}.")
    due = entry.said.get("due")
    update_action(
        action,
        became=Became(chosen(entry.what, Became)),
        words=entry.said.get("words", ""),
        due=timezone.localdate(scene.now) + timedelta(days=due) if due else None,
        version=Action.objects.values_list("version", flat=True).get(pk=action.pk),
        by=scene.by(action.person if entry.what in {Became.DONE, Became.NOTE} else None),
    )


def _refer(scene: Scene, entry: Entry) -> None:
    decision, due = _decision(scene, entry.said["decision"]), entry.said.get("due")
    body = scene.cast.trust.bodies.filter(key=entry.what).first()
    refer(
        decision,
        agency=None if body else scene.cast.agency(entry.what),
        body=body,
        due=scene.day + timedelta(days=due) if due else None,
        by=scene.by(),
    )


def _ratify(scene: Scene, entry: Entry) -> None:
    decision = _decision(scene, entry.said["decision"])
    by = entry.said["by"]
    referrals = Referral.objects.select_related("agency", "body").filter(decision=decision)
    found = [each for each in referrals if by in {getattr(each.agency, "key", ""), getattr(each.body, "key", "")}]
    if not found:
        raise Impossible(f"That decision was not referred to {by}.")
    found[0].decision = decision
    record_ratification(
        found[0],
        outcome=chosen(entry.what, Ratification),
        on=timezone.localdate(scene.now),
        reference=entry.said.get("reference", ""),
        by=scene.by(),
    )


def _decision(scene: Scene, title: str) -> Decision:
    """The last decision on the item whose title begins like that."""
    rows = Decision.objects.select_related("sitting__meeting__body__trust", "item").filter(item=scene.item(title))
    found = rows.order_by("at").last()
    if found is None:
        raise Impossible(f'Nothing was decided on "{title}".')
    return found


FOLLOWING: Mapping[str, Callable[[Scene, Entry], None]] = {
    "minutes": _move_minutes,
    "approves": _approve,
    "publishes": _publish,
    "remark": _remark,
    "answered": _answer_remark,
    "action": _add_action,
    "update": _update_action,
    "referred": _refer,
    "ratification": _ratify,
}
