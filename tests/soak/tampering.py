"""`python -m tests.soak.tampering --rounds N --seed S [--sittings | --agreements]`: every class of tampering on N
random histories, in numbers.
"""

from __future__ import annotations

import argparse
import dataclasses
import json

import django

django.setup()

from tests.soak.tampering_rounds import tamper, tamper_with_agreements, tamper_with_sittings  # noqa: E402 - the apps come first


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sittings", action="store_true")
    parser.add_argument("--agreements", action="store_true")
    options = parser.parse_args()
    of_agreements = tamper_with_agreements if options.agreements else tamper
    how = tamper_with_sittings if options.sittings else of_agreements
    print(json.dumps({"rounds": options.rounds, **dataclasses.asdict(how(options.rounds, seed=options.seed))}))


if __name__ == "__main__":
    main()
