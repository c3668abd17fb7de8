"""Two senders in processes of their own, at once, before one real mail server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter

import pytest

from tests.serving import ROOT, Server

pytestmark = pytest.mark.server

LETTERS = 40

QUEUE = f"""
from django.db import transaction
from django.utils import timezone
from trustboard.mail.changes import queue_letter
with transaction.atomic():
    for number in range({LETTERS}):
        queue_letter(to=f"reader{{number}}@agency.example", subject="Once", text="…", now=timezone.now())
"""
ASK = """
import json
from collections import Counter
from trustboard.mail.models import Letter
print(json.dumps(Counter(Letter.objects.filter(subject="Once").values_list("state", flat=True))))
"""


def test_letters_arrive_once_when_two_senders_run_at_once(installed: Server) -> None:
    installed.python(QUEUE)
    senders = [
        subprocess.Popen(
            [sys.executable, "manage.py", "send_letters"],
            cwd=ROOT,
            env=installed.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [sender.communicate(timeout=120)[0] for sender in senders]
    arrived = Counter(letter["To"] for letter in installed.postbox.letters if letter["Subject"] == "Once")
    assert arrived == {f"reader{number}@agency.example": 1 for number in range(LETTERS)}
    assert all(line.endswith(" 0 failed.\n") for line in said)
    assert json.loads(installed.python(ASK)) == {"sent": LETTERS}
