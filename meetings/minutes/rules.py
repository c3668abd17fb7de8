"""How far minutes are, and what may be done with them then. Values in, verdict out.

Its laws:

1. Minutes go from a draft to the chair, to the members, and to a later meeting that approves them.
2. What the chair has checked is circulated as the chair checked it: to change it, it is taken back first.
3. What was approved never changes again; what is wrong in it is put right by an amendment that stands beside it.
4. Nothing is published but what was approved, as it was approved.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from trustboard.acts.verdict import ALLOWED, Verdict, refused

LONGEST = 30_000
"""The most letters that are written at one item."""


class Stage(StrEnum):
    """How far minutes are."""

    DRAFT = "draft"
    WITH_CHAIR = "with the chair"
    CHECKED = "checked by the chair"
    CIRCULATED = "circulated"
    APPROVED = "approved"


NEXT: Mapping[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.WITH_CHAIR}),
    Stage.WITH_CHAIR: frozenset({Stage.CHECKED, Stage.DRAFT}),
    Stage.CHECKED: frozenset({Stage.CIRCULATED, Stage.DRAFT}),
    Stage.CIRCULATED: frozenset({Stage.APPROVED}),
    Stage.APPROVED: frozenset(),
}

APPROVED_ALREADY = "The minutes are approved: their text never changes again. What is wrong in it is amended."
CHECKED_ALREADY = "The chair has checked the minutes. Take them back to change them."
NOT_OPENED = "Minutes are written once the meeting is opened."
NOT_OVER = "The meeting is not over yet."


def may_write(stage: Stage, *, is_opened: bool) -> Verdict:
    """From the opening of the meeting on, until they are checked; and corrections, while they are circulated."""
    if not is_opened:
        return refused(NOT_OPENED)
    if stage is Stage.APPROVED:
        return refused(APPROVED_ALREADY)
    return refused(CHECKED_ALREADY) if stage is Stage.CHECKED else ALLOWED


def may_put_to_chair(stage: Stage, *, is_over: bool) -> Verdict:
    """A draft goes to the chair once the meeting is over."""
    if not is_over:
        return refused(NOT_OVER)
    return _may_go(stage, Stage.WITH_CHAIR)


def may_check(stage: Stage, *, open_remarks: int) -> Verdict:
    """The chair has nothing more to say on them; every comment was dealt with."""
    if open_remarks:
        return refused("Some comments have not been dealt with yet.")
    return _may_go(stage, Stage.CHECKED)


def may_take_back(stage: Stage) -> Verdict:
    """Until they are circulated the officer can take them back, and the chair checks them again."""
    return _may_go(stage, Stage.DRAFT)


def may_circulate(stage: Stage, *, is_as_checked: bool) -> Verdict:
    """What the chair has checked is circulated; where the record itself has moved since, it is checked again."""
    moves = _may_go(stage, Stage.CIRCULATED)
    if moves.allowed and not is_as_checked:
        return refused(
            "The record has changed since the chair checked the minutes. Take them back, to be checked again."
        )
    return moves


def may_remark(stage: Stage, *, text: str, is_chair: bool, is_member: bool) -> Verdict:
    """The chair comments on what was put to them; members propose corrections to what was circulated."""
    if not text.strip():
        return refused("Say what should be different.")
    if is_chair and stage is Stage.WITH_CHAIR:
        return ALLOWED
    if is_member and stage is Stage.CIRCULATED:
        return ALLOWED
    if stage is Stage.APPROVED:
        return refused(APPROVED_ALREADY)
    return refused("Corrections are proposed once the minutes are circulated.")


def may_answer_remark(stage: Stage, *, is_answered: bool, is_accepted: bool, words: str) -> Verdict:
    """A comment or correction is answered once, while the text can change; one that is declined gets a reason."""
    if is_answered:
        return refused("It was answered already.")
    if stage is Stage.APPROVED:
        return refused(APPROVED_ALREADY)
    return refused("Say why it is declined.") if not is_accepted and not words.strip() else ALLOWED


def may_approve(
    stage: Stage, *, is_same_body: bool, is_later: bool, is_opened: bool, was_quorate: bool, open_remarks: int
) -> Verdict:
    """They are approved as a correct record at a later meeting of the body that had a quorum."""
    reasons = []
    if not is_same_body or not is_later:
        reasons.append("Minutes are approved at a later meeting of the same body.")
    elif not is_opened:
        reasons.append("That meeting is not opened yet.")
    elif not was_quorate:
        reasons.append("That meeting had no quorum.")
    if open_remarks:
        reasons.append("Some proposed corrections have not been dealt with yet.")
    moves = _may_go(stage, Stage.APPROVED)
    return refused(*moves.reasons, *reasons) if reasons or not moves.allowed else ALLOWED


def may_publish(stage: Stage, *, is_for_members: bool, stands: bool, is_as_approved: bool) -> Verdict:
    """`is_for_members`: the constitution says that minutes are for members. `stands`: they are published already."""
    if stage is not Stage.APPROVED:
        return refused("Only approved minutes are published.")
    if is_for_members:
        return refused("The constitution says that minutes are for members.")
    if stands:
        return refused("The minutes are published already.")
    return ALLOWED if is_as_approved else refused("The text is not the one that was approved. It is not published.")


def may_withdraw(*, stands: bool, reason: str) -> Verdict:
    """A publication is withdrawn once, with a reason."""
    if not stands:
        return refused("It is withdrawn already.")
    return ALLOWED if reason.strip() else refused("Say why it is withdrawn; those who look for it read the reason.")


def may_amend(stage: Stage, *, text: str, is_same_body: bool, is_later: bool, is_opened: bool) -> Verdict:
    """What was approved is amended at a later meeting, beside the text."""
    if stage is not Stage.APPROVED:
        return refused("Until the minutes are approved, the text itself is corrected.")
    if not text.strip():
        return refused("Say what is amended, and how it should read.")
    if not (is_same_body and is_later and is_opened):
        return refused("Minutes are amended at a later meeting of the same body.")
    return ALLOWED


def may_bring_earlier(*, is_past: bool, is_public: bool, is_approved: bool) -> Verdict:
    """Minutes from before Trustboard are of a day that is over; everyone reads only what was approved."""
    if is_public and not is_approved:
        return refused("Minutes that were not approved are for members, not for everyone.")
    return ALLOWED if is_past else refused("That day is not over yet.")


def _may_go(stage: Stage, to: Stage) -> Verdict:
    if to in NEXT[stage]:
        return ALLOWED
    if stage is Stage.APPROVED:
        return refused(APPROVED_ALREADY)
    return refused(f"The minutes are {_SAID[stage]}; they cannot be {_SAID[to]} now.")


_SAID: Mapping[Stage, str] = {
    Stage.DRAFT: "a draft",
    Stage.WITH_CHAIR: "with the chair",
    Stage.CHECKED: "checked by the chair",
    Stage.CIRCULATED: "circulated",
    Stage.APPROVED: "approved",
}
