"""Log lines as JSON objects, one a line, for programs that gather logs."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from warraq.text.visible import escaped


class JsonFormatter(logging.Formatter):
    """`at` (UTC), `level`, `logger`, `message`, `process`, and `error` with its traceback where there is one; no raw line breaks."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return escaped(json.dumps(told, ensure_ascii=False, default=str))


def use_json() -> None:
    """Lets all handlers of the root logger write JSON."""
    for handler in logging.getLogger().handlers:
        handler.setFormatter(JsonFormatter())
