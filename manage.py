#!/usr/bin/env python
"""The operator's commands."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from trustboard.ledger.signing import make_key


def main() -> None:
    """Run one command. What is not configured is said in a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trustboard.settings")
    if sys.argv[1:] == ["make_ledger_key"]:  # wanted before there are settings: its answer is one of them
        sys.stdout.write(f"{make_key()}\n")
        return
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as fault:
        sys.exit(str(fault))


if __name__ == "__main__":
    main()
