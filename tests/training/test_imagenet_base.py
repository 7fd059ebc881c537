"""MobileNetV3 and lab 5's last section, with random weights in Keras's download folder."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import urllib.error
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fundamentals.course import read_solution
from fundamentals.errors import ModelError
from fundamentals.lab import LabSession, load_module
from fundamentals.language import LANGUAGES, use_language
from fundamentals.manifest import find_course
from fundamentals.training import imagenet_base

SHAPE = (96, 96, 3)
WEIGHTS = "weights_mobilenet_v3_small_224_1.0_float_no_top_v2.h5"


@pytest.fixture
def keras_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in place of Keras's download folder."""
    monkeypatch.setattr("keras.src.backend.config._KERAS_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def weights(keras_home: Path, monkeypatch: pytest.MonkeyPatch) -> list[np.ndarray]:
    """Random weights as the file that Keras downloads, its hash the one that Keras expects."""
    import h5py
    import keras
    from keras.src.applications import mobilenet_v3
    from keras.src.legacy.saving import legacy_h5_format

    keras.utils.set_random_seed(0)
    model = keras.applications.MobileNetV3Small(
        input_shape=SHAPE, include_top=False, weights=None, pooling="avg"
    )
    path = keras_home / "models" / WEIGHTS
    path.parent.mkdir()
    with h5py.File(path, "w") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, model)
    digest = hashlib.md5(path.read_bytes()).hexdigest()
    monkeypatch.setitem(mobilenet_v3.WEIGHTS_HASHES, "small_224_1.0_float", ("", digest))
    return model.get_weights()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Ten pictures of different sizes: reddish ones and bluish ones."""
    random = np.random.default_rng(0)
    for channel, name in ((0, "red"), (2, "blue")):
        (tmp_path / "pictures" / name).mkdir(parents=True)
        for number in range(5):
            pixels = random.integers(0, 120, (60 + number, 80, 3))
            pixels[..., channel] += 120
            image = Image.fromarray(pixels.astype("uint8"))
            image.save(tmp_path / "pictures" / name / f"{number}.png")
    return tmp_path / "pictures"


def run_last_section(pictures: Path, output: Path) -> None:
    """Run section 8 of lab 5's solution on a folder of pictures."""
    lab = find_course().lab("lab05")
    solution = read_solution(lab)
    section = solution.cells[-1]
    code = "".join(solution.lines[number - 1] for number in section.lines)
    assert "PICTURES = None" in code
    code = code.replace("PICTURES = None", f"PICTURES = {f'folder:{pictures}'!r}")
    names: dict[str, Any] = {**vars(load_module(lab.solution_path)), "__name__": "__main__"}
    exec(compile(code, "section 8", "exec"), {**names, "lab": LabSession(lab, output, seed=0)})


@pytest.mark.parametrize("shape", [(96, 96, 1), (96, 96), (16, 96, 3)])
def test_what_the_network_cannot_take_is_refused_before_anything_is_fetched(
    shape: tuple[int, ...],
) -> None:
    with pytest.raises(ModelError, match=r"\(height, width, 3\)"):
        imagenet_base(shape)  # type: ignore[arg-type]


@pytest.mark.slow
def test_the_base_has_the_weights_of_the_file_and_scales_the_images_itself(
    weights: list[np.ndarray],
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        base = imagenet_base(SHAPE)
    assert base.output_shape == (None, 576)
    for loaded, saved in zip(base.get_weights(), weights, strict=True):
        np.testing.assert_array_equal(loaded, saved)
    assert "Rescaling" in [type(layer).__name__ for layer in base.layers]


@pytest.mark.slow
@pytest.mark.usefixtures("weights")
def test_the_last_section_of_lab_5_runs_on_a_folder_of_pictures(
    pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_last_section(pictures, tmp_path)
    # Random weights find nothing out: that the figures are there is all that can be asked.
    head, tuned = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"head: \d+\.0%", head)
    assert re.fullmatch(r"fine-tuned: \d+\.0%", tuned)


@pytest.mark.slow
@pytest.mark.usefixtures("keras_home")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("came", ["nothing", "the page of a network that asks for a password"])
def test_without_weights_and_network_it_says_what_to_do(
    came: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def urlretrieve(url: str, path: str, *_: object) -> None:
        if came == "nothing":
            raise urllib.error.URLError("no route to host")
        Path(path).write_text("<html>", encoding="utf-8")

    monkeypatch.setattr("keras.src.utils.file_utils.urlretrieve", urlretrieve)
    with pytest.raises(ModelError) as caught:
        imagenet_base(SHAPE)
    with use_language(language):
        lines = str(caught.value).splitlines()
    said = {
        "en": (
            "weights are not on this machine",
            "Expected: a network connection",
            "To fix: run it again",
        ),
        "zh-Hant": ("這台電腦沒有 ImageNet 權重", "應為：能連到", "解決方法：連上網路後再執行"),
    }
    for line, part in zip(lines, said[language], strict=True):
        assert part in line


@pytest.mark.slow
def test_the_real_download_fails_without_a_network(tmp_path: Path) -> None:
    # Nothing listens at the proxy, and the weights that this machine may hold are not looked at.
    environment = {"KERAS_HOME": str(tmp_path), "https_proxy": "http://127.0.0.1:9"}
    code = "from fundamentals.training import imagenet_base; imagenet_base((96, 96, 3))"
    finished = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "FUNDAMENTALS_LANGUAGE": "en", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert finished.returncode == 1
    assert "ModelError: the ImageNet weights are not on this machine" in finished.stderr
    assert finished.stderr.endswith("all other parts of the lab work offline\n")
