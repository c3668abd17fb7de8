"""The bell that wakes this process's sender when a letter has been queued and committed."""

from __future__ import annotations

import threading

letters_waiting = threading.Event()
