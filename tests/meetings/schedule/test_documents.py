"""Calendar entries as a calendar reads them: parsed back, in letters and in the feed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from meetings.schedule.documents import Entry, Method, Party, entry_in_letter, feed

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
STARTS = datetime(2027, 4, 15, 14, tzinfo=timezone(timedelta(hours=1)))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1)


def entry(**columns: Any) -> Entry:
    plain = {
        "key": "abc@trust.example",
        "title": "Board",
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=2),
        "sequence": 2,
        "address": "https://trust.example/m/",
        "place": "County Hall, room 1; ground floor",
        "link": "https://meet.example/board",
    }
    return Entry(**(plain | columns))


def letter(**columns: Any) -> Calendar:
    method = columns.pop("method", Method.REQUEST)
    text = entry_in_letter(
        entry(**columns),
        method=method,
        organiser=Party("Kent, Children's Trust", "trust@trust.example"),
        attendees=[Party("Ann Ames", "ann@agency.example")],
        now=NOW,
    )
    return Calendar.from_ical(text)


def test_letter_holds_one_entry_with_key_number_times_in_utc_and_who_calls_whom() -> None:
    calendar = letter()
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["UID"], event["SEQUENCE"], event["STATUS"]) == (
        "REQUEST",
        "abc@trust.example",
        2,
        "CONFIRMED",
    )
    assert (event.decoded("DTSTART"), event.decoded("DTEND"), event.decoded("DTSTAMP")) == (
        datetime(2027, 4, 15, 13, tzinfo=UTC),
        datetime(2027, 4, 15, 15, tzinfo=UTC),
        NOW,
    )
    assert event["DTSTART"].to_ical() == b"20270415T130000Z"
    assert (event["LOCATION"], event["DESCRIPTION"]) == (
        "County Hall, room 1; ground floor",
        "Join: https://meet.example/board",
    )
    assert (event["ORGANIZER"], event["ORGANIZER"].params["CN"]) == (
        "mailto:trust@trust.example",
        "Kent, Children's Trust",
    )
    assert (event["ATTENDEE"], event["ATTENDEE"].params["RSVP"]) == ("mailto:ann@agency.example", "FALSE")


def test_letter_of_a_cancellation_says_so_in_method_status_and_title() -> None:
    calendar = letter(method=Method.CANCEL, is_cancelled=True)
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["STATUS"], event["SUMMARY"]) == ("CANCEL", "CANCELLED", "Cancelled: Board")


def test_lines_are_folded_at_75_bytes_and_end_in_crlf() -> None:
    text = feed([entry(title="ß" * 200)], name="Kent", now=NOW)
    assert max(len(line) for line in text.encode().split(b"\r\n")) <= 75
    assert text.count("\n") == text.count("\r\n")


def test_feed_holds_every_entry_and_its_own_name() -> None:
    calendar = Calendar.from_ical(feed([entry(key=f"{n}@x") for n in range(3)], name="Board, Kent", now=NOW))
    assert [event["UID"] for event in calendar.walk("VEVENT")] == ["0@x", "1@x", "2@x"]
    assert (calendar["METHOD"], calendar["NAME"], calendar["X-WR-CALNAME"]) == ("PUBLISH", "Board, Kent", "Board, Kent")


def test_entry_without_place_and_link_holds_neither() -> None:
    (event,) = Calendar.from_ical(feed([entry(place="", link="")], name="Kent", now=NOW)).walk("VEVENT")
    assert {"LOCATION", "DESCRIPTION"} & set(event) == set()


@given(WORDS, WORDS)
def test_title_and_place_are_read_back_as_they_were(title: str, place: str) -> None:
    (event,) = Calendar.from_ical(feed([entry(title=title, place=place)], name="Kent", now=NOW)).walk("VEVENT")
    assert (event["SUMMARY"], event["LOCATION"]) == (title, place)


@pytest.mark.parametrize("injected", ["Hall\r\nATTENDEE:mailto:x@y.example", "Hall\nEND:VEVENT"])
def test_text_with_line_ends_adds_no_line_of_its_own(injected: str) -> None:
    (event,) = Calendar.from_ical(feed([entry(place=injected)], name="Kent", now=NOW)).walk("VEVENT")
    assert "ATTENDEE" not in event
    assert event["LOCATION"] == injected.replace("\r\n", "\n")
