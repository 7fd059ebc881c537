import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fundamentals.cli import main
from fundamentals.cli.learners._compare import default_output


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Forty gray 28×28 pictures per class: dark ones and bright ones."""
    random = np.random.default_rng(0)
    for name, low in (("dark", 0), ("bright", 150)):
        folder = tmp_path / "pictures" / name
        folder.mkdir(parents=True)
        for number in range(40):
            pixels = random.integers(low, low + 100, (28, 28), dtype=np.uint8)
            Image.fromarray(pixels).save(folder / f"{number}.png")
    return tmp_path / "pictures"


def test_each_dataset_has_a_folder_of_its_own_for_results(tmp_path: Path) -> None:
    assert default_output("mnist/3.0.1") == Path("output", "compare-mnist-3.0.1")
    folders = [default_output(f"folder:{tmp_path / parent / 'hands'}") for parent in ("a", "b")]
    assert all(re.fullmatch("compare-folder-hands-[0-9a-f]{6}", path.name) for path in folders)
    assert folders[0] != folders[1]


@pytest.mark.slow
def test_it_prints_the_figures_and_writes_the_report(
    pictures: Path,
    models: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = ["compare", "--dataset", "folder:pictures", "--models", str(models)]
    status = main([*arguments, "--epochs", "2"])
    printed = capsys.readouterr().out
    assert status == 0
    output = default_output("folder:pictures")
    assert (tmp_path / output / "report.html").is_file()
    for words in (
        "models from",
        "dense network, 2 epochs",
        "CNN, 2 epochs",
        "learned by a CNN for photographs",
        "validation accuracy",
        "dense network: ",
        f"report: {output / 'report.html'}",
    ):
        assert words in printed


@pytest.mark.slow
def test_it_speaks_chinese(
    pictures: Path, models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "here"
    arguments = ["compare", "--dataset", f"folder:{pictures}", "--models", str(models)]
    options = ["--epochs", "1", "--seed", "3", "--output", str(output), "--language", "zh-Hant"]
    assert main([*arguments, *options]) == 0
    printed = capsys.readouterr().out
    assert "密集神經網路，1 個週期" in printed
    assert "驗證準確度" in printed
    report = (output / "report.html").read_text(encoding="utf-8")
    assert '<html lang="zh-Hant">' in report
    assert "folder:pictures" in report
    for file in output.iterdir():
        assert str(pictures.parent).encode() not in file.read_bytes(), file.name


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--epochs", "0"], "expected a whole number of at least 1, got '0'"),
        (["--epochs", "many"], "expected a whole number of at least 1, got 'many'"),
        (["--seed", "-1"], "expected a whole number of at least 0, got '-1'"),
    ],
)
def test_a_number_that_is_none_is_refused(
    options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refusal:
        main(["compare", *options])
    assert refusal.value.code == 2
    assert message in capsys.readouterr().err


def test_models_that_are_not_there_end_in_an_explanation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = str(tmp_path / "output")
    status = main(["compare", "--models", str(tmp_path), "--output", output])
    assert status == 2
    assert "there is no file" in capsys.readouterr().err
