"""The fields that forms of acts share, and what a preview leaves out."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django import forms
from django.core.exceptions import ValidationError

from trustboard.acts.forms import ActForm, DayField, LinesField


class Sample(ActForm):
    has_preview = True
    title = forms.CharField(error_messages={"required": "Enter a title."})
    starts = DayField(error_messages={"required": "Enter the day."})
    ends = DayField(required=False)


def sent(**fields: str) -> Sample:
    return Sample({"request_id": str(uuid4()), "starts_0": "1", "starts_1": "5", "starts_2": "2008", **fields})


def test_day_field_gives_a_date_and_nothing_where_it_may_stay_empty() -> None:
    form = sent(title="x")
    assert form.is_to_be_done()
    assert (form.asked()["starts"], form.asked()["ends"]) == (date(2008, 5, 1), None)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"starts_0": "", "starts_1": "", "starts_2": ""}, "Enter the day."),
        ({"starts_1": ""}, "The date needs a month as well."),
        ({"starts_0": "32"}, "May 2008 has 31 days: enter one from 1 to 31."),
    ],
)
def test_day_field_says_what_is_wrong(typed: dict[str, str], sentence: str) -> None:
    form = sent(title="x", **typed)
    assert not form.is_to_be_done()
    assert form.errors["starts"] == [sentence]
    assert form.day("starts") is None
    assert form.typed_day("starts") is None


def test_day_field_has_changed_only_when_it_is_another_day() -> None:
    field = DayField()
    assert not field.has_changed(date(2008, 5, 1), ["01", "May", "2008"])
    assert field.has_changed(date(2008, 5, 1), ["2", "5", "2008"])
    assert field.has_changed(date(2008, 5, 1), ["32", "5", "2008"])


def test_lines_field_gives_each_line_once() -> None:
    field = LinesField(required=False, longest=5)
    assert field.clean(" one \r\n\r\ntwo\none") == ["one", "two"]
    assert field.clean("") == []
    assert field.prepare_value(["one", "two"]) == "one\ntwo"
    assert not field.has_changed(["one"], "one\n\n")
    assert field.has_changed(["one"], "two")
    with pytest.raises(ValidationError, match="at most 5 letters"):
        field.clean("longer")


def test_preview_is_never_done_and_speaks_only_of_days() -> None:
    form = sent(preview="x", starts_0="32")
    assert not form.is_to_be_done()
    assert list(form.errors) == ["starts"]
    assert not sent(preview="x", title="complete").is_to_be_done()


def test_day_is_the_default_before_the_form_is_sent_and_the_typed_one_after() -> None:
    assert Sample(initial={"starts": date(2009, 1, 1)}).day("starts") == date(2009, 1, 1)
    assert sent().day("starts") == date(2008, 5, 1)
