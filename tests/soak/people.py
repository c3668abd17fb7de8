"""`python -m tests.soak.people --trusts N`: trusts with their people, each with a session, as JSON."""

from __future__ import annotations

import argparse
import json
from typing import Any
from uuid import uuid4

import django

django.setup()

from governance.structure.permissions import AUDITOR  # noqa: E402 - the apps come first
from tests.soak.scene import holder, new_trust, signed_in  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--trusts", type=int, default=1)
    options = parser.parse_args()
    print(json.dumps({"trusts": [trust_and_people() for _ in range(options.trusts)]}))


def trust_and_people() -> dict[str, Any]:
    trust, elsewhere, tag = new_trust(), new_trust(), uuid4().hex[:8]
    people = {
        "officer": holder(trust, f"officer-{tag}@agency.example"),
        "second_officer": holder(trust, f"second-{tag}@agency.example"),
        "auditor": holder(trust, f"auditor-{tag}@agency.example", AUDITOR),
        "stranger": holder(elsewhere, f"stranger-{tag}@agency.example"),
    }
    sessions = {name: (user, signed_in(user)) for name, user in people.items()}
    return {
        "slug": trust.slug,
        "key": str(trust.pk),
        "people": {
            name: {"key": str(user.pk), "cookies": cookies.header, "csrf": cookies.csrf}
            for name, (user, cookies) in sessions.items()
        },
    }


if __name__ == "__main__":
    main()
