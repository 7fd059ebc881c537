"""The serving command: its output, and what it refuses before TensorFlow starts."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from fundamentals.cli import main
from fundamentals.cli.learners._serve import open_page
from fundamentals.serving import open_port


def test_a_port_in_use_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "digits.keras", "--port", str(port)]) == 2
    message = capsys.readouterr().err
    assert f"port {port} of 127.0.0.1 is in use" in message
    assert "Expected: a free port" in message
    assert f"--port {port + 1}, or --port 0 for any free port" in message


def test_another_computer_s_address_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "digits.keras", "--host", "192.0.2.1", "--port", "0"]) == 2
    assert "Expected: an address of this computer" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_is_a_number(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "digits.keras", f"--port={port}"])
    assert "expected a whole number from 0 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["everywhere", "::", "192.168.1"])
def test_a_host_is_an_address(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "digits.keras", "--host", host, "--language", "zh-Hant"])
    assert "不是像 192.168.1.20 的位址" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            ("Only this computer can reach the page", "stranger's model file", "any free one"),
        ),
        ("zh-Hant", ("只有這台電腦連得到", "陌生人的模型檔", "由系統挑選")),
    ],
)
def test_help_teaches_in_both_languages(
    language: str, sentences: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--help", "--language", language])
    printed = " ".join(capsys.readouterr().out.split())
    for sentence in sentences:
        assert sentence in printed or sentence in printed.replace(" ", "")


def test_where_no_browser_opens_the_address_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    open_page("http://127.0.0.1:8000")
    assert "go to http://127.0.0.1:8000" in capsys.readouterr().out


def test_a_port_is_free_again_once_it_is_closed() -> None:
    with open_port("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
    with open_port("127.0.0.1", port) as second:
        assert second.getsockname()[1] == port


@pytest.mark.slow
def test_what_is_no_model_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", str(tmp_path / "none.keras"), "--port", "0"]) == 2
    assert "none.keras, which is not a model file" in capsys.readouterr().err
