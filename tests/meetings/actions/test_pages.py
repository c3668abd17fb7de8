"""The actions of a trust, one of them, and telling of it: for whom, and in how many queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.actions.models import Action, Became, State
from meetings.agenda.models import Audience
from tests.meetings.actions.scene import IN_JUNE, action_of, told
from tests.meetings.ballots.scene import Hearing
from tests.meetings.decisions.scene import Urgent, settle
from tests.world import signed_in
from trustboard.accounts.models import User

pytestmark = pytest.mark.django_db

LIST = "/trusts/kent/actions/"


def shown(client: Client, asked: str = "") -> str:
    response = client.get(f"{LIST}{asked}")
    assert response.status_code == 200
    return response.content.decode()


def test_everyone_reads_the_public_ones_and_members_those_of_their_bodies() -> None:
    room = Urgent()
    action_of(room, text="For everyone.")
    action_of(room, text="For members.", audience=Audience.MEMBERS)
    action_of(room, text="In confidence.", audience=Audience.CONFIDENTIAL, person=room.ben)
    texts = ("For everyone.", "For members.", "In confidence.")

    def read(client: Client) -> list[bool]:
        page = shown(client)
        return [text in page for text in texts]

    assert read(Client()) == [True, False, False]
    assert read(signed_in(room.medway_officer)) == [True, False, False]
    assert read(signed_in(room.auditor)) == [True, True, False]
    assert read(signed_in(room.ann_user)) == [True, True, True]
    assert read(signed_in(room.officer)) == [True, True, True]


def test_one_action_is_unknown_to_who_may_not_read_it_and_open_to_its_owner() -> None:
    room = Urgent()
    open_one, secret = action_of(room), action_of(room, audience=Audience.CONFIDENTIAL, agency=room.agency)
    assert Client().get(open_one.get_absolute_url()).status_code == 200
    for client in (Client(), signed_in(room.medway_officer), signed_in(room.auditor)):
        assert client.get(secret.get_absolute_url()).status_code == 404
    assert signed_in(room.ann_user).get(secret.get_absolute_url()).status_code == 200


def test_overdue_comes_first_and_is_marked_and_the_list_can_be_narrowed() -> None:
    room = Hearing()
    action_of(room, text="Later.")
    action_of(room, text="Long ago.", due=IN_JUNE - timedelta(days=3650), agency=room.agency)
    done = action_of(room, text="Done long since.")
    told(room, done, Became.DONE)
    client = signed_in(room.officer)

    page = shown(client)
    assert page.index("Long ago.") < page.index("Later.")
    assert page.count("Overdue</strong>") == 1
    assert "Done long since." not in page
    assert "Later." not in shown(client, "?state=overdue")
    assert "Done long since." in shown(client, "?state=done")
    assert "Long ago." not in shown(client, "?owner=person/ann-ames")
    assert "Long ago." in shown(client, "?owner=agency/kent-police&body=board")
    assert "Later." in shown(client, "?body=no-such-body&state=nonsense&page=x")


def test_owner_says_that_it_is_done_on_their_page() -> None:
    room = Hearing()
    action = action_of(room)
    client, address = signed_in(room.ann_user), reverse("update_action", args=["kent", action.pk])
    form = client.get(address).context["form"]
    assert [value for value, _ in form.fields["became"].choices] == ["done", "note"]
    assert "due" not in form.fields

    sent = {"request_id": form["request_id"].initial, "version": "1"}
    refused = client.post(address, {**sent, "became": "note", "words": " "})
    assert b"Say what there is to note." in refused.content
    client.post(address, {**sent, "became": "done", "words": "All answered."})

    assert Action.objects.get().state == State.DONE
    page = client.get(action.get_absolute_url()).content.decode()
    assert "All answered." in page
    assert "Say what became of it" not in page
    outside = Client().get(action.get_absolute_url()).content.decode()
    assert "Done" in outside
    assert "All answered." not in outside


def test_nobody_else_is_offered_to_tell() -> None:
    room = Hearing()
    action = action_of(room)
    address = reverse("update_action", args=["kent", action.pk])
    assert "Say what became of it" not in signed_in(room.cat_user).get(action.get_absolute_url()).content.decode()
    assert signed_in(room.cat_user).get(address).status_code == 403
    assert signed_in(room.auditor).get(address).status_code == 403


def test_officer_carries_it_on_and_what_was_typed_is_kept_when_it_is_refused() -> None:
    room = Hearing()
    action = action_of(room)
    client, address = signed_in(room.officer), reverse("update_action", args=["kent", action.pk])
    sent = {
        "request_id": client.get(address).context["form"]["request_id"].initial,
        "version": "1",
        "became": "carried on",
        "words": "They are slow.",
    }
    refused = client.post(address, sent).content.decode()
    assert "Say until when it is carried on." in refused
    assert "They are slow." in refused
    client.post(address, {**sent, "due_0": "1", "due_1": "9", "due_2": "2030"})
    page = client.get(action.get_absolute_url()).content.decode()
    assert "Carried on</strong> to 1 September 2030" in page


def test_action_is_added_from_the_page_of_its_decision() -> None:
    room = Hearing()
    decision = settle(room)
    client = signed_in(room.officer)
    address = reverse("add_action_from", args=["kent", decision.pk])
    assert address in client.get(decision.get_absolute_url()).content.decode()
    assert address not in signed_in(room.ann_user).get(decision.get_absolute_url()).content.decode()
    form = client.get(address).context["form"]
    assert not {"origin", "audience"} & set(form.fields)
    client.post(
        address,
        {
            "request_id": form["request_id"].initial,
            "text": "Write.",
            "owner": "agency/kent-police",
            "due_0": "1",
            "due_1": "6",
            "due_2": "2030",
        },
    )
    action = Action.objects.get()
    assert (action.agency, action.decision) == (room.agency, decision)
    members = signed_in(room.ann_user)
    assert "Write." in members.get(decision.get_absolute_url()).content.decode()
    assert decision.get_absolute_url() in members.get(action.get_absolute_url()).content.decode()
    assert decision.get_absolute_url() not in Client().get(action.get_absolute_url()).content.decode()


def counts(user: User | None, address: str) -> int:
    client = signed_in(user) if user else Client()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_pages_ask_as_often_for_many_actions() -> None:
    room = Hearing()
    action = action_of(room)
    one = [counts(user, address) for user in (None, room.ann_user, room.officer) for address in (LIST, "/")]
    page = counts(room.ann_user, action.get_absolute_url())
    for _ in range(3):
        action_of(room)
        action_of(room, agency=room.agency)
    told(room, action, Became.NOTE, "Half.")
    told(room, action, Became.NOTE, "Most.")
    assert [counts(user, address) for user in (None, room.ann_user, room.officer) for address in (LIST, "/")] == one
    assert counts(room.ann_user, action.get_absolute_url()) == page
