"""What a story tells of an agreement: signed by those whose place it is, refused with its line where it cannot be."""

from __future__ import annotations

import logging

import pytest

from governance.agreements.models import Asked, Edition, Sealed, Signature, Way
from governance.trustfile.faults import Unreadable
from meetings.demonstration.story import read_story
from tests.meetings.demonstration.stage import Kent
from tests.meetings.demonstration.test_player import IMPOSSIBLE, is_whole
from trustboard.accounts.models import User

pytestmark = pytest.mark.django_db

OF_KENT = "agreement: partner-agency-agreement"
SIGNED = f"""after: 1, accounts: [schools, jobcentre], {OF_KENT}}}
      - {{after: 2, signs: ['schools, Head teacher', police], {OF_KENT}}}
      - {{after: 3, signs on paper: sixth-form, {OF_KENT}}}
      - {{after: 4, reminded: partner-agency-agreement}}
      - {{after: 5, sealed: partner-agency-agreement"""


def play(kent: Kent, entries: str) -> None:
    kent.played(read_story(IMPOSSIBLE.replace("at: 2, ENTRY", entries).encode(), source="only.yaml"))


def test_those_of_a_story_sign_by_accounts_of_their_own_and_go_on_without_a_seal(
    settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    """Given no seal is set up, when three sign, one of them on paper, and the rest are reminded, then each signature is
    that of its person, a letter went to whoever has an account and has not signed, and the log says that nothing is
    sealed.
    """
    settings.SEAL_FILE = ""
    kent = Kent()

    with caplog.at_level(logging.WARNING, logger="meetings.demonstration"):
        play(kent, SIGNED)

    schools, police, on_paper = Signature.objects.select_related("by", "person__called").order_by("at")
    assert [schools.position, police.position] == ["Head teacher", "Kent Police"]
    for signature in (schools, police):
        assert isinstance(signature.by, User)
        assert signature.by.name == signature.person.name
        assert signature.way == Way.PASSWORD
        assert signature.shown_at < signature.proved_at == signature.at
    assert on_paper.way == Way.PAPER
    assert on_paper.by.name == "Ruth Ashdown"
    asked = Asked.objects.select_related("person__called").order_by("person__called__text")
    assert {each.person.name for each in asked} == {"Priya Nambiar", "Terence Mbatha", "Yetunde Balogun"}
    assert "No seal is set up" in caplog.text
    assert not Sealed.objects.exists()
    assert is_whole()


def test_edition_of_a_story_has_one_clause_reworded_and_one_behind_the_last_of_its_section() -> None:
    play(
        Kent(),
        "after: 2, issued: partner-agency-agreement, rewords: '3.12 **Calls.** By day.', adds: '3.16 **New.** One.'",
    )

    first, second = Edition.objects.filter(agreement__key="partner-agency-agreement").order_by("number")
    was, now = first.text.split("\n\n"), second.text.split("\n\n")
    assert [each for each in was if each not in now] == [each for each in was if each.startswith("3.12 ")]
    assert [each for each in now if each not in was] == ["3.12 **Calls.** By day.", "3.16 **New.** One."]
    assert now[now.index("3.16 **New.** One.") - 1].startswith("3.15 ")
    assert is_whole()


@pytest.mark.parametrize(
    ("entry", "refused"),
    [
        ("signs: [director], agreement: another", "There is no agreement called another."),
        (f"signs: [mayor], {OF_KENT}", "There is no seat called mayor on Kent Children's Trust Board."),
        (f"signs: [schools], {OF_KENT}", "Devika Raman has no account to sign with."),
        ("issued: partner-agency-agreement, rewords: 9.1 A., adds: 3.16 B.", "No clause of the text begins with 9."),
        (f"block: Carers, {OF_KENT}, signatory: nobody-here", "There is nobody called nobody-here."),
    ],
)
def test_story_is_refused_with_its_line_when_an_agreement_cannot_be_signed_so(entry: str, refused: str) -> None:
    with pytest.raises(Unreadable) as raised:
        play(Kent(), f"after: 2, {entry}")

    assert raised.value.told("only.yaml") == [f"only.yaml, line 17: {refused}"]
