"""Every address and method for every persona, as the table says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.matrix import agreements
from tests.matrix.agreements import AgreedWorld
from tests.matrix.table import PERSONAS, expected
from tests.meetings.agenda.scene import image
from tests.world import CRITERION, PASSWORD, SINCE, close_files, signed_in

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ON_EACH = ("POST",)
"""What is asked on every kind of database: what writes. Every page is read on each kind by tests of its own, and no
other method is let through to one.
"""
SENT_TO = {
    ">in": "account_login",
    ">factor": "mfa_activate_totp",
    ">home": "home",
    ">confirm": "account_reauthenticate",
    ">self": "mfa_index",
    ">remove": "mfa_deactivate_totp",
    ">codes": "mfa_view_recovery_codes",
    ">reset": "account_reset_password_done",
    ">form": "account_reauthenticate",
}
OF_KENT = {
    ">access": "/trusts/kent/access/",
    ">agencies": "/trusts/kent/agencies/",
    ">body": "/trusts/kent/bodies/board/",
    ">group": "/trusts/kent/bodies/working-group/",
    ">seat": "/trusts/kent/bodies/board/seats/police/",
    ">ann": "/trusts/kent/people/ann-ames/",
    ">dan": "/trusts/kent/people/dan-dove/",
    ">standing": "/trusts/kent/bodies/board/standing-items/",
    ">calendar": "/trusts/kent/bodies/board/calendar/",
    ">clauses": "/trusts/kent/clauses/",
    ">own": "/trusts/kent/people/ann-ames/interests/",
    ">rules": "/trusts/kent/bodies/executive-group/rules/",
    ">closed": "/trusts/kent/closed-days/",
    ">trust": "/trusts/kent/",
    ">agreement": "/trusts/kent/agreements/agreement/",
    ">new": "/trusts/north-shire/",
    **agreements.LEADS_TO,
}
BOARD = ["kent", "board"]
MINUTES = ("minutes", "put_to_chair", "take_back", "check_minutes", "circulate_minutes", "remark", "approve_minutes")
MINUTES += ("publish_minutes", "amend_minutes")
ITEM = {"title": "Budget", "purpose": "decision", "audience": "public"}
OF_A_DECISION = ("decision", "reaffirm", "take_again", "refer", "add_action_from")
AGENDA = re.compile(r"/trusts/kent/bodies/board/meetings/[0-9a-f-]{36}/agenda/")
READERS = re.compile(rf"{AGENDA.pattern}items/[0-9a-f-]{{36}}/readers/")
DECLARED = re.compile(r"/trusts/kent/bodies/board/meetings/[0-9a-f-]{36}/interests/")
ACTION = re.compile(r"/trusts/kent/actions/[0-9a-f-]{36}/")
MEETING = re.compile(r"/trusts/kent/bodies/board/meetings/[0-9a-f-]{36}/")
NAMED = date(2020, 6, 1)
FROM = {"starts_0": "3", "starts_1": "6", "starts_2": "2021"}
ON = {"on_0": "16", "on_1": "5", "on_2": "2030"}
BODY = {**FROM, "standing": "in force", "access": "open"}


def names_of_every_address(patterns: list[Any] | None = None) -> Iterator[str]:
    """The name of every address in the URL configuration."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of_every_address(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern} has no name"
            yield pattern.name


def address_of(name: str, world: AgreedWorld) -> str:
    """The address of that name that is about Kent."""
    arguments: dict[str, list[Any]] = {
        **agreements.arguments_of(world),
        "trust": ["kent"],
        "structure": ["kent"],
        "members": ["kent"],
        "members_csv": ["kent"],
        "clauses": ["kent"],
        "add_clause": ["kent"],
        "change_clause": ["kent", "K1.1"],
        "repeal_clause": ["kent", "K1.1"],
        "rules": ["kent", "board"],
        "versions": ["kent", "board"],
        "try_rules": ["kent", "board"],
        "interests": ["kent"],
        "interests_csv": ["kent"],
        "confirmations": ["kent"],
        "own_interests": ["kent", "ann-ames"],
        "interests_history": ["kent", "ann-ames"],
        "declare_interest": ["kent", "ann-ames"],
        "confirm_interests": ["kent", "ann-ames"],
        "change_interest": ["kent", "ann-ames", world.interest.pk],
        "end_interest": ["kent", "ann-ames", world.interest.pk],
        "change_part": ["kent", "executive-group", "quorum"],
        "correct_part": ["kent", "executive-group", SINCE, "quorum"],
        "strike_constitution": ["kent", "executive-group", SINCE],
        "closed_days": ["kent"],
        "close_day": ["kent"],
        "open_day": ["kent", world.closed.day],
        "agencies": ["kent"],
        "people": ["kent"],
        "gaps": ["kent"],
        "person": ["kent", "ann-ames"],
        "person_history": ["kent", "ann-ames"],
        "body": ["kent", "board"],
        "body_history": ["kent", "board"],
        "seat": ["kent", "board", "police"],
        "seat_history": ["kent", "board", "police"],
        "trust_record": ["kent"],
        "trust_access": ["kent"],
        "invite_person": ["kent"],
        "invite_again": ["kent", world.open_invitation.pk],
        "withdraw_invitation": ["kent", world.open_invitation.pk],
        "revoke_role": ["kent", world.auditor.pk, "auditor"],
        "describe_trust": ["kent"],
        "add_agency": ["kent"],
        "change_agency": ["kent", "kent-police"],
        "invite_contact": ["kent", "kent-police"],
        "add_body": ["kent"],
        "change_body": ["kent", "board"],
        "add_line": ["kent", "board"],
        "end_line": ["kent", "board", "kent-partnership", SINCE],
        "add_seat": ["kent", "board"],
        "change_seat": ["kent", "board", "police"],
        "add_person": ["kent"],
        "change_person": ["kent", "ann-ames"],
        "invite_to_sign_in": ["kent", "ann-ames"],
        "appoint": ["kent", "board", "police"],
        "leave_vacant": ["kent", "board", "police"],
        "name_deputy": ["kent", "board", "police"],
        "elect": ["kent", "board"],
        "correct_holding": ["kent", "board", "police", SINCE],
        "strike_holding": ["kent", "board", "police", SINCE],
        "correct_naming": ["kent", "board", "police", NAMED],
        "strike_naming": ["kent", "board", "police", NAMED],
        "correct_office": ["kent", "board", "chair", NAMED],
        "strike_office": ["kent", "board", "chair", NAMED],
        "calendar": ["kent", "board"],
        "calendar_ics": ["kent", "board"],
        "agree_dates": ["kent", "board"],
        "add_meeting": ["kent", "board"],
        "meeting": ["kent", "board", world.meeting.pk],
        "move_meeting": ["kent", "board", world.meeting.pk],
        "cancel_meeting": ["kent", "board", world.meeting.pk],
        "close_to_public": ["kent", "board", world.meeting.pk],
        "open_to_public": ["kent", "board", world.private.pk],
        "answer_for_seat": ["kent", "board", world.meeting.pk, "police"],
        "give_notice": ["kent", "board", world.meeting.pk],
        **{name: [*BOARD, world.meeting.pk] for name in ("interests_at", "declare_interest_at", "dismiss_interest")},
        "withdraw_declaration": [*BOARD, world.meeting.pk, world.declaration.number],
        **{name: [*BOARD, world.meeting.pk] for name in ("agenda", "begin_agenda", "add_item", "publish_agenda")},
        **{name: [*BOARD, world.meeting.pk, world.item.pk] for name in ("change_item", "move_item", "drop_item")},
        "add_paper": [*BOARD, world.meeting.pk, world.item.pk],
        "drop_paper": [*BOARD, world.meeting.pk, world.paper.pk],
        **{name: [*BOARD, world.private.pk, world.secret.pk] for name in ("readers", "invite_reader")},
        **{
            name: [*BOARD, world.private.pk, world.secret.pk, world.reader_invitation.pk]
            for name in ("invite_reader_again", "withdraw_reader")
        },
        "revoke_reader": [*BOARD, world.private.pk, world.secret.pk, world.reader.pk],
        "print_agenda": [*BOARD, world.meeting.pk, "public", "plain"],
        "attendance_sheet": [*BOARD, world.meeting.pk, "plain"],
        "paper": [*BOARD, world.later.pk, world.later_paper.pk],
        "publication_pdf": [*BOARD, world.later.pk, world.copy.pk, "plain"],
        "publish_supplement": [*BOARD, world.later.pk],
        "withdraw_publication": [*BOARD, world.later.pk, 1],
        **dict.fromkeys(("standing_items", "add_standing_item"), BOARD),
        **{
            name: [*BOARD, world.standing_item.pk]
            for name in ("change_standing_item", "move_standing_item", "drop_standing_item")
        },
        **{name: [*BOARD, world.meeting.pk] for name in MINUTES},
        "write_passage": [*BOARD, world.meeting.pk, "opening"],
        "answer_remark": [*BOARD, world.meeting.pk, 1],
        "withdraw_minutes": [*BOARD, world.meeting.pk, 1],
        "minutes_pdf": [*BOARD, world.meeting.pk, world.copy.pk, "plain"],
        "print_minutes": [*BOARD, world.meeting.pk, "public", "plain"],
        "minutes_to_sign": [*BOARD, world.meeting.pk, "plain"],
        **dict.fromkeys(("minutes_of_body", "bring_earlier_minutes"), BOARD),
        **{key: [*BOARD, world.paper.pk] for key in ("earlier_minutes", "withdraw_earlier_minutes")},
        "decisions": BOARD,
        "add_action": BOARD,
        "actions": ["kent"],
        **{name: ["kent", world.meeting.pk] for name in OF_A_DECISION},
        **{name: ["kent", world.meeting.pk] for name in ("action", "update_action")},
        "record_ratification": ["kent", world.meeting.pk, world.meeting.pk],
        "desk": ["kent", "board", world.meeting.pk, 1],
        "open_sitting": ["kent", "board", world.meeting.pk, 1],
        "record_happening": ["kent", "board", world.meeting.pk, 1],
        "record_other": ["kent", "board", world.meeting.pk, 1],
        "record_guest": ["kent", "board", world.meeting.pk, 1],
        "undo_happening": ["kent", "board", world.meeting.pk, 1],
        "close_sitting": ["kent", "board", world.meeting.pk, 1],
        "adjourn_sitting": ["kent", "board", world.meeting.pk, 1],
        "decide": ["kent", "board", world.meeting.pk, 1],
        "put_to_vote": ["kent", "board", world.meeting.pk, 1],
        **{
            name: ["kent", "board", world.meeting.pk, 1, world.meeting.pk]
            for name in ("close_vote", "void_vote", "cast_vote", "break_tie", "add_action_at")
        },
        "rule_on": ["kent", "board", world.meeting.pk, 1],
        "rule_on_procedure": ["kent", "board", world.meeting.pk, 1],
        "chair": ["kent", "board", world.meeting.pk, 1],
        "own_seat": ["kent", "board", world.meeting.pk, 1],
        "screen": ["kent", "board", world.meeting.pk, 1],
        "watch_region": ["access", world.kent.pk],
        "accept_invitation": [world.open_token],
        "account_reset_password_from_key": ["1", "no-such-key"],
    }
    return reverse(name, args=arguments.get(name, []))


def what_is_sent(name: str) -> dict[str, Any]:
    """A good form for the address, so that nothing but permission can stand in its way."""
    forms: dict[str, dict[str, Any]] = {
        **agreements.forms(),
        "invite_person": {"email": "new@agency.example", "role": "auditor"},
        "found_trust": {"name": "North Shire"},
        "describe_trust": {"name": "Kent", "nation": "england", "version": "1"},
        "add_agency": {"name": "Kent Probation", "sector": "justice", "duty": "statutory"},
        "change_agency": {"name": "Police of Kent", "sector": "police", "duty": "statutory", "version": "1"},
        "invite_contact": {"email": "new@agency.example"},
        "invite_reader": {"email": "new@agency.example"},
        "add_body": {"name": "Working group", "kind": "sub-group", **BODY},
        "change_body": {"name": "The board", "kind": "board", **BODY, "version": "1"},
        "add_line": {"to": "executive-group", **FROM},
        "end_line": {"ends_0": "1", "ends_1": "1", "ends_2": "2026", "version": "1"},
        "add_seat": {"title": "Schools", **FROM},
        "change_seat": {"title": "The police", **FROM, "version": "1"},
        "add_person": {"name": "Dan Dove"},
        "change_person": {"name": "Ann Amber", "version": "1"},
        "invite_to_sign_in": {"email": "new@agency.example"},
        "appoint": {"person": "ben-bold", "attested": CRITERION, **FROM},
        "leave_vacant": FROM,
        "name_deputy": {"person": "cat-cole", **FROM},
        "elect": {"office": "vice-chair", "holder": "person/ann-ames", **FROM},
        "correct_holding": {"person": "ann-ames", "reason": "A wrong day.", **FROM, "version": "1"},
        "strike_holding": {"reason": "Never so.", "version": "1"},
        "correct_naming": {"person": "ben-bold", "reason": "A wrong day.", **FROM, "version": "1"},
        "strike_naming": {"reason": "Never so.", "version": "1"},
        "correct_office": {"holder": "person/ann-ames", "reason": "It was Ann.", **FROM, "version": "1"},
        "strike_office": {"reason": "Never so.", "version": "1"},
        "add_clause": {"key": "K1.2", "text": "We act.", "kinds": "data", "standing": "in force", **FROM},
        "change_clause": {
            "text": "We meet often.",
            "kinds": "rule",
            "standing": "in force",
            **FROM,
            "version": "1",
        },
        "repeal_clause": {"ends_0": "1", "ends_1": "1", "ends_2": "2026", "version": "1"},
        "declare_interest": {"nature": "A firm.", "whose": "own", "is_public": "public", **FROM},
        "change_interest": {"nature": "A firm.", "whose": "own", "is_public": "public", **FROM, "version": "1"},
        "end_interest": {"ends_0": "1", "ends_1": "1", "ends_2": "2026", "version": "1"},
        "confirm_interests": {"nothing_to_declare": "False", "read": "1"},
        "agree_dates": {"further": "16/5/2030", "starts": "14:00", "minutes": "120"},
        "add_meeting": {**ON, "starts": "14:00", "minutes": "120"},
        "move_meeting": {**ON, "starts": "14:00", "minutes": "120", "reason": "The hall is taken.", "version": "1"},
        "answer_for_seat": {"choice": "coming"},
        "cancel_meeting": {"reason": "No business.", "version": "1"},
        "declare_interest_at": {"who": "ann-ames/police", "item": "every", "nature": "A firm."},
        "withdraw_declaration": {"reason": "It is of another item."},
        "close_to_public": {"reason": "Commercial terms.", "version": "1"},
        "open_to_public": {"version": "2"},
        "change_part": {"quorum.business": "count", "quorum.business.count.n": "2", **FROM, "read": "1"},
        "correct_part": {
            "quorum.business": "count",
            "quorum.business.count.n": "2",
            "reason": "A slip.",
            "version": "1",
        },
        "strike_constitution": {"reason": "Never so.", "version": "1"},
        "close_day": {"closed_0": "24", "closed_1": "12", "closed_2": "2030", "reason": "Christmas Eve."},
        "add_action": {
            "text": "Write to the schools.",
            "owner": "person/ann-ames",
            "due_0": "4",
            "due_1": "6",
            "due_2": "2030",
            "origin": "Minutes of 3 May 2029",
            "audience": "public",
        },
        "add_item": ITEM,
        "change_item": {**ITEM, "version": "1"},
        "move_item": {"place": "1"},
        "drop_item": {"version": "1"},
        "add_paper": {"title": "The plan", "audience": "public"},
        "publish_agenda": {"read": "2.1.1"},
        "publish_supplement": {"read": "4.1.1"},
        "withdraw_publication": {"reason": "A name stood in it."},
        "write_passage": {"text": "We met.", "version": "0"},
        "remark": {"item": "every", "text": "No."},
        "add_standing_item": ITEM,
        "change_standing_item": {**ITEM, "version": "1"},
        "move_standing_item": {"place": "1"},
        "record_happening": {"entry": "here:police"},
        "record_guest": {"name": "Gus Guest", "guest": "invited", "how": "room"},
        "record_other": {
            "other-what": "elected",
            "other-person": "ann-ames",
            "other-office": "chair",
        },
        "undo_happening": {"undo": "1"},
        "adjourn_sitting": {**ON, "starts": "14:00"},
        "rule_on": {"rule": "1:leaves"},
        "rule_on_procedure": {"text": "Questions at the end."},
        "own_seat": {"tap": "here:police"},
        "accept_invitation": {"name": "Ivy Invited", "password": PASSWORD, "password_again": PASSWORD},
        "account_reset_password": {"email": "olive.officer@agency.example"},
    }
    return {"request_id": str(uuid4()), **forms.get(name, {})}


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside is rolled back; acts inside believe that they open the outermost transaction."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)
    cache.clear()


def test_table_names_every_address_of_the_url_configuration() -> None:
    names = list(names_of_every_address())
    assert {name for name, _ in expected()} == set(names)
    assert {method for _, method in expected()} == {"GET", "POST"}
    assert len(names) == len(set(names))


@pytest.mark.django_db
def test_every_address_answers_every_persona_as_the_table_says(capsys: pytest.CaptureFixture[str]) -> None:
    world, table = AgreedWorld(), expected()
    clients = {name: signed_in(getattr(world, name)) if name != "visitor" else Client() for name in PERSONAS}
    wrong, asked = [], 0
    for name in sorted(names_of_every_address()):
        address = address_of(name, world)
        for method in METHODS if connection.vendor == "sqlite" else ON_EACH:
            for persona in PERSONAS:
                row = table.get((name, "GET" if method == "HEAD" else method))
                want = row[persona] if row else "405"
                with undone():
                    form = form_of(name) if method == "POST" else {}
                    browser = deepcopy(clients[persona])
                    response = browser.generic(method, address, **form)
                asked += 1
                got = answer_of(response, want)
                close_files(response)
                if got != want:
                    wrong.append(f"{method} {name} by {persona}: {got}, not {want}")
    with capsys.disabled():
        print(f"\npermission matrix: {asked} requests, {len(wrong)} wrong", *wrong, sep="\n")
    assert not wrong


def form_of(name: str) -> dict[str, Any]:
    """The good form, as a browser sends it."""
    if name == "add_paper":
        sent = {**what_is_sent(name), "file": SimpleUploadedFile("plan.png", image(), "image/png")}
        return {"data": encode_multipart(BOUNDARY, sent), "content_type": MULTIPART_CONTENT}
    return {"data": urlencode(what_is_sent(name)), "content_type": "application/x-www-form-urlencoded"}


def answer_of(response: Any, want: str) -> str:
    """The answer in the words of the table."""
    if response.status_code in {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}:
        path = urlsplit(response["Location"]).path
        for word, name in SENT_TO.items():
            if path == reverse(name) and word == want:
                return word
        for word, address in OF_KENT.items():
            if path == address:
                return word
        known = {">action": ACTION, ">meeting": MEETING, ">agenda": AGENDA, ">declared": DECLARED, ">readers": READERS}
        return next((word for word, pattern in known.items() if pattern.fullmatch(path)), f">{path}")
    return str(response.status_code)
