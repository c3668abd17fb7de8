"""One line of JSON for one event, with its traceback inside."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

CONTEXT = ("reference", "method", "path", "by", "status")


class OneLine(logging.Formatter):
    """Formats a record as a line of JSON: time, level, logger, message, the context of the request, traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in CONTEXT if hasattr(record, name)}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
