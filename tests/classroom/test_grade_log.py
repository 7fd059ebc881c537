"""The log of grading a class shows strangers' names without what could act on a terminal."""

from __future__ import annotations

import json
from pathlib import Path

from fundamentals.cli.graders._grade_log import Log


def test_a_name_in_the_log_has_no_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "class.log.jsonl"
    with Log(path) as log:
        log._write(path="mei\x9b2J\u202e\u2066\ufeff\x85.py", problem="陳美玲\x1b[2J")
    text = path.read_text("utf-8")
    assert not set(text) & set("\x9b\x1b\x85\u202e\u2066\ufeff")
    assert json.loads(text)["path"].startswith("mei")
