"""Two officers at once. On SQLite every writing transaction is alone, so only PostgreSQL can show a race."""

from __future__ import annotations

import os
import threading
from functools import partial

import pytest
from django.db import connections
from django.http import Http404

from governance.structure.acts import found_trust
from governance.structure.permissions import AUDITOR, OFFICER
from tests.world import by, invited, member, operator
from trustboard.accounts import acts
from trustboard.accounts.models import Invitation, User
from trustboard.accounts.queries import grants_on
from trustboard.acts.verdict import RuleBroken

ROUNDS = 5

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("postgres" not in os.environ["DATABASE_URL"], reason="only PostgreSQL runs two acts at once"),
]


def at_once(*deeds) -> list[str]:
    """Do the deeds in threads that start together; gives for each what became of it."""
    start, answers = threading.Barrier(len(deeds)), [""] * len(deeds)

    def run(place: int) -> None:
        try:
            start.wait()
            deeds[place]()
            answers[place] = "done"
        except (RuleBroken, Http404) as refusal:
            answers[place] = f"({refusal})"
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_somebody_who_gives_access_stays_when_two_officers_revoke_each_other_at_once() -> None:
    kent = found_trust(slug="kent", name="Kent", by=operator()).result
    for number in range(ROUNDS):
        ann, ben = member(kent, f"Ann {number}", OFFICER), member(kent, f"Ben {number}", OFFICER)
        for grant in grants_on(kent):
            if grant.person not in {ann, ben}:
                grant.row.delete()
        answers = at_once(
            partial(acts.revoke_role, kent, person=ben.pk, role=OFFICER, by=by(ann)),
            partial(acts.revoke_role, kent, person=ann.pk, role=OFFICER, by=by(ben)),
        )
        assert len(grants_on(kent)) == 1, answers


def test_invitation_is_taken_up_once_when_its_link_is_used_twice_at_once() -> None:
    kent = found_trust(slug="kent", name="Kent", by=operator()).result
    for number in range(ROUNDS):
        invitation, _ = invited(kent, f"ivy{number}@agency.example", AUDITOR)
        copies = [Invitation.objects.get(pk=invitation.pk) for _ in range(2)]
        answers = at_once(*(partial(take_up, copy) for copy in copies))
        assert sorted(answers)[1] == "done", answers
        assert User.objects.filter(email=f"ivy{number}@agency.example").count() == 1
        assert [grant.person.email for grant in grants_on(kent)].count(f"ivy{number}@agency.example") == 1


def take_up(invitation: Invitation) -> None:
    acts.accept_invitation(invitation, name="Ivy", password="a long password here", by=by(None))
