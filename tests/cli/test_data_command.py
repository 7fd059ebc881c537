from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fundamentals.cli import main


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("FUNDAMENTALS_DATA", str(folder))
    monkeypatch.setenv("COLUMNS", "200")
    return folder


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Classes "[cat]" and dog with five colored pictures each; brackets are no markup."""
    for name in ("[cat]", "dog"):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for index in range(5):
            path = tmp_path / "pets" / name / f"{index}.png"
            Image.new("RGB", (8, 6), (10 * index, 99, 99)).save(path)
    return tmp_path / "pets"


def test_list_names_what_there_is_and_where(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    places = {line.split()[0]: line.split()[-1] for line in lines if line}
    assert places["digits"].endswith("data")
    assert places["sign_mnist"] == places["mnist"] == "–"
    assert any(line.startswith("folder:PATH") for line in lines)
    assert lines[-1] == f"Data home: {home}"


def test_show_counts_images_by_class_and_split(
    pictures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["data", "show", f"folder:{pictures}"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"folder:{pictures.name}: 2 classes, images 6×8, channels: 3"
    assert lines[1].startswith("10 pictures in pets;")
    assert [line.split() for line in lines[2:]] == [
        ["class", "training", "validation"],
        ["[cat]", "4", "1"],
        ["dog", "4", "1"],
        ["all", "8", "2"],
    ]


def test_show_resizes_and_grays_on_request(
    pictures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["data", "show", f"folder:{pictures}", "--image-size", "3x4", "--grey"])
    assert "images 3×4, channels: 1" in capsys.readouterr().out


def test_show_saves_a_mosaic_of_all_classes(
    pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "mosaic.png"
    assert main(["data", "show", f"folder:{pictures}", "--output", str(output)]) == 0
    assert f"saved {output}" in capsys.readouterr().out
    with Image.open(output) as mosaic:
        assert np.asarray(mosaic.convert("L")).std() > 10


def test_show_speaks_chinese(pictures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language", "zh-Hant", "data", "show", f"folder:{pictures}"]) == 0
    assert "2 個類別，圖像 6×8，色版數：3" in capsys.readouterr().out


def test_fetch_says_where_a_bundled_set_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "fetch", "digits"]) == 0
    assert capsys.readouterr().out.startswith("digits is in ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show", "sign_mnist"], "no sign_mnist_train.csv and sign_mnist_test.csv in "),
        (["show", "folder:nowhere"], "nowhere is not a folder"),
        (["show", "digits", "--image-size", "0x5"], "image_size=(0, 5)"),
        (["show", "digits", "--output", "picture.unknown"], "picture.unknown cannot be written"),
        (["fetch", "digts"], "perhaps digits"),
    ],
)
def test_what_cannot_be_done_is_told_without_a_traceback(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["data", *arguments]) == 2
    told = capsys.readouterr().err
    assert message in told
    assert "To fix: " in told
    assert "Traceback" not in told
