"""What is shown while a class is graded, in a terminal."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from fundamentals.classroom.batch import EventKind
from fundamentals.cli.graders._grade_progress import GradingProgress


@pytest.mark.parametrize(
    "path", ["B10901001_[/x].py", "[bold red]x.py", "[link=http:a]x.py", "\x1b[2Jx\n.py"]
)
def test_a_path_is_shown_as_it_is_beside_the_bar(
    path: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    event: Any = SimpleNamespace(
        what=EventKind.GRADED,
        pending=SimpleNamespace(path=path),
        report=SimpleNamespace(seconds=1.0, tried=()),
    )
    with GradingProgress() as progress:
        progress.start(2, 2)
        progress.show(event)
        progress._bar.refresh()
    shown = capsys.readouterr().err
    assert shown.count(path.replace("\x1b", "\N{REPLACEMENT CHARACTER}").replace("\n", " ")) >= 2
