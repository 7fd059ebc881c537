from __future__ import annotations

import pytest

from fundamentals.datasets import _loading_progress
from fundamentals.language import Text

HIDE_CURSOR, SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"

READING = Text("reading pictures", "讀取圖片")


def count_to_four() -> None:
    with _loading_progress.progress_bar(READING, total=4) as show:
        for done in range(1, 5):
            show(done)


def fail_after_one() -> None:
    with _loading_progress.progress_bar(READING, total=4) as show:
        show(1)
        raise KeyError


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")


@pytest.mark.usefixtures("terminal")
def test_a_long_loop_shows_a_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_loading_progress, "PATIENCE_SECONDS", -1.0)
    count_to_four()
    shown = capsys.readouterr()
    assert "reading pictures" in shown.err
    assert "100%" in shown.err
    assert shown.out == ""


@pytest.mark.usefixtures("terminal")
def test_a_short_loop_shows_none(capsys: pytest.CaptureFixture[str]) -> None:
    count_to_four()
    assert capsys.readouterr().err == ""


def test_a_log_file_gets_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setattr(_loading_progress, "PATIENCE_SECONDS", -1.0)
    count_to_four()
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("terminal")
def test_a_bar_is_taken_down_when_the_loop_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_loading_progress, "PATIENCE_SECONDS", -1.0)
    with pytest.raises(KeyError):
        fail_after_one()
    _, _, after = capsys.readouterr().err.partition(HIDE_CURSOR)
    assert SHOW_CURSOR in after
