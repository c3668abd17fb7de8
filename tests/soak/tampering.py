"""`python -m tests.soak.tampering --rounds N --seed S`: every class of tampering on N random histories, in numbers."""

from __future__ import annotations

import argparse
import dataclasses
import json

import django

django.setup()

from tests.soak.tampering_rounds import tamper  # noqa: E402 - the apps come first


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(json.dumps({"rounds": options.rounds, **dataclasses.asdict(tamper(options.rounds, seed=options.seed))}))


if __name__ == "__main__":
    main()
