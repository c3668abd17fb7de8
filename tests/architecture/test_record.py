"""Of every table somebody has decided whether it is of record, and nothing is deleted because something else was.

Of every act the record's readers are told in words what it did.
"""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from tests.architecture.house import APPS, names_of_acts, product
from trustboard.done import DONE, done_by

NOT_OF_RECORD = {
    "trustboard.User": "people change their password and name as they like; what they did is proved by their key",
    "trustboard.Request": "the memory of requests only serves the machine",
    "trustboard.Letter": "a letter comes and goes; the invitation that asked for it is of record",
    "trustboard.Head": "each head is signed",
    "meetings.Passage": "a draft of minutes changes with every key; what is circulated and approved of it is of record",
    "trustboard.PersonalText": "may have to go; known by a salted digest, which is compared",
}

PAST = {"Began", "Brought", "Gave", "Put", "Said", "Sent", "Struck", "Took", "Withdrew", "Wrote"}


def _models() -> list[type[models.Model]]:
    """Every model of the three apps, but for the histories, which are for reading."""
    found = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    return [model for model in found if not model.__name__.startswith("Historical")]


def test_every_table_is_declared_when_it_is_of_record_and_when_it_is_not() -> None:
    declared = {entry.label for entry in settings.OF_RECORD} | set(settings.APPEND_ONLY) | set(NOT_OF_RECORD)
    assert {model._meta.label for model in _models()} - declared == set()


def test_no_table_is_declared_twice_or_without_being_there() -> None:
    of_record = [entry.label for entry in settings.OF_RECORD]
    assert sorted(set(of_record)) == sorted(of_record)
    assert set(of_record) & set(NOT_OF_RECORD) == set()
    assert set(settings.APPEND_ONLY) & set(NOT_OF_RECORD) == set()
    for label in {*of_record, *settings.APPEND_ONLY, *NOT_OF_RECORD}:
        assert apps.get_model(label)._meta.label == label


def test_columns_of_record_are_proved_by_values_that_have_a_canonical_text() -> None:
    """A float has none, nor has JSON whose shape the database decides."""
    for entry in settings.OF_RECORD:
        for field in entry.model._meta.concrete_fields:
            assert not isinstance(field, models.FloatField | models.DurationField), f"{entry.label}.{field.name}"


@pytest.mark.parametrize("model", _models(), ids=lambda model: model._meta.label)
def test_nothing_is_deleted_when_what_it_points_to_is(model: type[models.Model]) -> None:
    cascading = [
        field.name
        for field in model._meta.concrete_fields
        if field.remote_field and field.remote_field.on_delete is models.CASCADE
    ]
    assert cascading == []


def test_every_act_is_told_in_words_of_its_own() -> None:
    assert set(names_of_acts(product())) - set(DONE) == set()
    assert len(set(DONE.values())) == len(DONE)


@pytest.mark.parametrize("act", DONE)
def test_act_is_told_as_what_was_done(act: str) -> None:
    """In the past, in a sentence's words without its stop, and never as the code's own name."""
    words = DONE[act].split()
    assert words[0] in PAST or words[0].endswith("ed")
    assert len(words) > 1
    assert DONE[act][-1].isalpha()
    assert DONE[act].lower() != act.replace("_", " ")


def test_act_that_has_gone_from_the_product_is_told_by_its_name() -> None:
    assert done_by("sweep_floor") == "Sweep floor"
