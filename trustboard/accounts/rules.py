"""When an invitation holds, and when a grave act may be done. Values in, verdict out."""

from __future__ import annotations

from datetime import datetime, timedelta

from trustboard.acts.verdict import ALLOWED, Verdict, refused

INVITATION_LASTS = timedelta(days=7)
PROOF_LASTS = timedelta(minutes=5)


def may_accept(
    *, is_open: bool, was_withdrawn: bool, expires_at: datetime, is_someone_elses: bool, now: datetime
) -> Verdict:
    """An invitation is accepted once, before it expires, by the account of its address where there is one."""
    if was_withdrawn:
        return refused("This invitation was withdrawn.")
    if not is_open:
        return refused("This invitation has been accepted before. Sign in with the account it made.")
    if now >= expires_at:
        return refused("This invitation has expired. Ask whoever invited you to send it again.")
    if is_someone_elses:
        return refused("The address of this invitation has an account. Sign in with it, then open the link again.")
    return ALLOWED


def may_invite(*, holds_role: bool, is_invited: bool, title: str) -> Verdict:
    """Nobody is invited to what they hold, or twice at a time."""
    if holds_role:
        return refused(f"They are {title} already.")
    if is_invited:
        return refused(f"An invitation to be {title} has gone to this address. Send that one again instead.")
    return ALLOWED


def may_change_invitation(*, is_open: bool) -> Verdict:
    """Only an invitation not yet taken up is sent again or withdrawn."""
    return ALLOWED if is_open else refused("This invitation was accepted or withdrawn in the meantime.")


def may_act_gravely(*, proved_at: datetime | None, now: datetime) -> Verdict:
    """Whoever gives or takes away access proved who they are at most five minutes ago."""
    if proved_at is None or now - proved_at > PROOF_LASTS:
        return refused("Confirm who you are first: more than five minutes have passed since you last did.")
    return ALLOWED


def may_revoke(*, is_held: bool, is_last_giver: bool) -> Verdict:
    """A role is taken from whoever holds it; someone must stay who can give access."""
    if not is_held:
        return refused("They do not hold this role any more.")
    if is_last_giver:
        return refused("This is the last person who can give access here. Give the role to somebody else first.")
    return ALLOWED
