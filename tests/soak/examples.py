"""Every property with all of its examples, of which other runs try a fifth.

`python -m tests.soak.examples` prints how many tests passed and failed.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys


def main() -> None:
    """Run them as pytest finds them, and count."""
    environment = {**os.environ, "EXAMPLES": "whole", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "hypothesis and not journey"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stdout.strip().rpartition("\n")[2]
    told = {word: sum(map(int, re.findall(rf"(\d+) {word}", last))) for word in ("passed", "failed")}
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    print(json.dumps({**told, "faults": failed or ([] if done.returncode == 0 else [last])}))


if __name__ == "__main__":
    main()
