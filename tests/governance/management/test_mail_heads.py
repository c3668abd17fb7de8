from __future__ import annotations

import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.world import World
from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.triggers import remove_triggers
from trustboard.ledger.verify import findings
from trustboard.mail.models import Letter


@pytest.mark.django_db(transaction=True)
def test_mail_heads_sends_each_auditor_what_shows_a_cut_later() -> None:
    world = World()
    call_command("mail_heads", stdout=StringIO())

    letters = Letter.objects.filter(subject__startswith="Keep this")
    assert set(letters.values_list("to", flat=True)) == {world.auditor.email, world.medway_auditor.email}
    text = letters.get(to=world.auditor.email).text
    lodged = json.loads(text[text.index("{") :])["heads"]
    assert set(lodged) == {world.kent.chain}
    key = private_key(settings.LEDGER_KEY).public_key()
    assert list(findings(key, lodged=lodged)) == []

    remove_triggers(connection)
    Entry.objects.filter(chain=world.kent.chain, number__gte=lodged[world.kent.chain]["number"]).delete()
    assert any("its tail was cut" in finding for finding in findings(key, lodged=lodged))
