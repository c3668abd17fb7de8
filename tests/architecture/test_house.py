"""The rules of the house, asked of all its source; and each asked of a line that breaks it, to see it tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.architecture import house
from tests.architecture.house import Module, module, product

PRODUCT = product()


@pytest.mark.parametrize("question", house.QUESTIONS, ids=lambda question: question.__name__)
def test_house_keeps_its_rule(question: Callable[[Module], list[int]]) -> None:
    """The rule is the question's docstring; what breaks it is named by file and line."""
    assert [f"{found.path}:{line}" for found in PRODUCT for line in question(found)] == []


def test_acts_call_no_act() -> None:
    acts = set(house.names_of_acts(PRODUCT))
    assert [f"{m.path}:{line}" for m in PRODUCT for line in house.acts_do_not_call_acts(m, acts)] == []


def test_acts_have_names_of_their_own() -> None:
    names = house.names_of_acts(PRODUCT)
    assert sorted(set(names)) == sorted(names)
    assert len(names) >= 6


def test_exceptions_name_files_that_are_there() -> None:
    named = {*house.RUNS_SQL, *house.OPENS_TRANSACTIONS, *house.READS_THE_CLOCK, *house.NOT_STEPS}
    assert named <= {found.path for found in PRODUCT}


ACT = "@act\ndef found(*, by):\n    record_act(by)\n"
BROKEN = [
    (house.only_changes_write, "a/acts.py", "trust.save(update_fields=[])"),
    (house.only_changes_write, "a/views.py", "Trust.objects.create(name='x')"),
    (house.only_changes_write, "a/views.py", "Trust.objects.filter(pk=1).update(name='x')"),
    (house.only_changes_write, "a/queries.py", "found = Trust.objects.all()\nfound.delete()"),
    (house.only_changes_write, "a/forms.py", "Trust.objects.bulk_create([])"),
    (house.only_changes_write, "a/acts.py", "user.groups.add(group)"),
    (house.only_changes_write, "a/acts.py", "assign_perm('x', user, trust)"),
    (house.only_named_files_run_sql, "a/changes.py", "cursor.execute('DELETE FROM x')"),
    (house.only_acts_open_transactions, "a/changes.py", "with transaction.atomic():\n    pass"),
    (
        house.only_acts_open_transactions,
        "a/views.py",
        "from django.db.transaction import atomic\n@atomic\ndef f(): ...",
    ),
    (house.acts_live_in_acts, "a/changes.py", ACT),
    (house.acts_live_in_acts, "a/acts.py", "def found(*, by):\n    record_act(by)\n"),
    (house.acts_take_by, "a/acts.py", "@act\ndef found(by):\n    record_act(by)\n"),
    (house.acts_take_by, "a/acts.py", "@act\ndef found(*, name):\n    record_act(name)\n"),
    (house.acts_take_by, "a/acts.py", "@act\ndef found(*, by=None):\n    record_act(by)\n"),
    (house.acts_write_the_ledger, "a/acts.py", "@act\ndef found(*, by):\n    make_trust()\n"),
    (house.steps_are_changes, "a/changes.py", "def make_trust():\n    ..."),
    (house.only_views_and_commands_read_the_clock, "a/rules.py", "x = timezone.now()"),
    (house.only_views_and_commands_read_the_clock, "a/acts.py", "x = datetime.now(UTC)"),
    (house.only_views_and_commands_read_the_clock, "a/acts.py", "x = datetime.datetime.now(UTC)"),
    (house.only_views_and_commands_read_the_clock, "a/changes.py", "x = date.today()"),
    (house.only_views_and_commands_read_the_clock, "a/quorum.py", "x = time.time()"),
    (house.only_views_and_commands_read_the_clock, "a/quorum.py", "from time import time"),
    (house.only_views_and_commands_read_the_clock, "a/quorum.py", "from django.utils.timezone import now"),
    (house.only_views_and_commands_read_the_clock, "a/acts.py", "def f(clock=timezone.now): ..."),
    (house.only_views_and_commands_read_the_clock, "a/acts.py", "x = localtime()"),
    (house.rules_know_no_django, "a/rules.py", "from django.db import models"),
    (house.rules_know_no_django, "a/rules.py", "import django.conf"),
    (house.models_have_no_logic_in_save, "a/models.py", "class A:\n    def save(self): ..."),
    (house.there_are_no_signals, "a/acts.py", "from django.db.models.signals import post_save"),
    (house.there_are_no_signals, "a/acts.py", "from django.dispatch import receiver"),
    (house.files_are_short, "a/acts.py", "x = 1\n" * 401),
    (house.everything_has_a_name, "a/utils.py", ""),
    (house.everything_has_a_name, "a/helpers/acts.py", ""),
    (house.rooms_say_what_they_own, "a/room/__init__.py", ""),
]


@pytest.mark.parametrize(("question", "path", "text"), BROKEN)
def test_question_tells_when_its_rule_is_broken(question: Callable[[Module], list[int]], path: str, text: str) -> None:
    assert question(module(path, text)) != []


def test_every_question_has_a_line_that_breaks_it() -> None:
    assert {question for question, _, _ in BROKEN} == set(house.QUESTIONS)


KEPT = [
    (house.only_changes_write, "a/changes.py", "Trust.objects.create(name='x')"),
    (house.only_changes_write, "a/acts.py", "digest.update(b'x')\nseen.add(1)\nself.seen.add(1)\nd.update({})"),
    (house.acts_live_in_acts, "a/acts.py", ACT + "def _facts(): ..."),
    (house.acts_take_by, "a/acts.py", ACT),
    (house.acts_write_the_ledger, "a/acts.py", ACT),
    (house.steps_are_changes, "a/changes.py", "@change\ndef make_trust(): ...\ndef _words(): ..."),
    (house.only_views_and_commands_read_the_clock, "a/views.py", "x = timezone.now()"),
    (house.only_views_and_commands_read_the_clock, "a/views/reading.py", "x = timezone.localdate()"),
    (house.only_views_and_commands_read_the_clock, "a/acts.py", "x = by.now\ny = now"),
    (house.only_views_and_commands_read_the_clock, "a/acts.py", "x = localtime(by.now)"),
    (house.files_are_short, "a/acts.py", "x = 1\n" * 400),
]


@pytest.mark.parametrize(("question", "path", "text"), KEPT)
def test_question_is_silent_when_its_rule_is_kept(
    question: Callable[[Module], list[int]], path: str, text: str
) -> None:
    assert question(module(path, text)) == []


def test_acts_are_caught_when_they_call_acts() -> None:
    found = module("a/acts.py", "@act\ndef found(*, by):\n    acts.invite(by=by)\n")
    assert house.acts_do_not_call_acts(found, {"invite"}) == [3]
    step = module("a/changes.py", "@change\ndef make():\n    invite()\n")
    assert house.acts_do_not_call_acts(step, {"invite"}) == [3]
