"""Fetching Sign Language MNIST, up to the call that goes to Kaggle."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from fundamentals.datasets import _fetch, fetch_dataset, load_dataset
from fundamentals.datasets._csv_file import CsvFile, find_csv
from fundamentals.datasets._sign_csv import read_sign_csv
from fundamentals.datasets._sign_language import STEMS
from fundamentals.errors import DatasetError, MissingDependencyError, pip_install

Pair = tuple[Path, Path]


@pytest.fixture
def kaggle(sign_files: Pair, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answer in Kaggle's place with a folder like Kaggle's; the list holds what was asked for."""
    asked: list[str] = []
    for file in sign_files:
        nested = file.with_suffix("")
        nested.mkdir()
        (nested / file.name).write_text("a copy that is not wanted")

    def dataset_download(handle: str) -> str:
        asked.append(handle)
        return str(sign_files[0].parent)

    monkeypatch.setitem(
        sys.modules, "kagglehub", SimpleNamespace(dataset_download=dataset_download)
    )
    for file in sign_files:
        images, labels = read_sign_csv(CsvFile(file))
        content = images.tobytes() + labels.astype(np.uint8).tobytes()
        monkeypatch.setitem(_fetch._PINNED, file.stem, hashlib.sha256(content).hexdigest())
    return asked


def test_fetching_puts_both_files_into_the_data_home(
    kaggle: list[str], sign_files: Pair, home: Path
) -> None:
    folder = fetch_dataset("sign_mnist")
    assert folder == home / "sign_mnist"
    assert kaggle == ["datamunge/sign-language-mnist"]
    assert sorted(path.name for path in folder.iterdir()) == [
        "sign_mnist_test.csv",
        "sign_mnist_train.csv",
    ]
    for file in sign_files:
        assert (folder / file.name).read_bytes() == file.read_bytes()


def test_loading_with_download_fetches_only_what_is_missing(kaggle: list[str]) -> None:
    assert load_dataset("sign_mnist", download=True).num_classes == 24
    load_dataset("sign_mnist", download=True)
    assert len(kaggle) == 1


def test_fetching_again_replaces_a_spoilt_file(kaggle: list[str], home: Path) -> None:
    fetch_dataset("sign_mnist")
    (home / "sign_mnist" / "sign_mnist_train.csv").write_text("spoilt")
    fetch_dataset("sign_mnist")
    assert load_dataset("sign_mnist").num_classes == 24


@pytest.mark.usefixtures("kaggle")
def test_other_images_than_the_pinned_ones_are_refused(sign_files: Pair, home: Path) -> None:
    text = sign_files[1].read_text()
    sign_files[1].write_text(text.replace("\n0,", "\n1,", 1).replace("\n2,", "\n3,", 1))
    with pytest.raises(DatasetError, match=r"sign_mnist_test\.csv .*SHA-256 [0-9a-f]{64}"):
        fetch_dataset("sign_mnist")
    assert not (home / "sign_mnist" / "sign_mnist_test.csv").exists()


@pytest.mark.slow
def test_the_real_signs_are_the_pinned_ones(data_home: Path) -> None:
    for stem in STEMS:
        file = find_csv(data_home / "sign_mnist", stem)
        assert file is not None
        images, labels = read_sign_csv(file)
        content = images.tobytes() + labels.astype(np.uint8).tobytes()
        assert hashlib.sha256(content).hexdigest() == _fetch._PINNED[stem]


@pytest.mark.usefixtures("kaggle")
def test_an_answer_without_the_files_is_told(sign_files: Pair) -> None:
    sign_files[1].unlink()
    (sign_files[1].with_suffix("") / sign_files[1].name).unlink()
    with pytest.raises(DatasetError, match=r"could not be downloaded \(.*sign_mnist_test\.csv"):
        fetch_dataset("sign_mnist")


def test_a_missing_kagglehub_is_told_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setitem(sys.modules, "kagglehub", None)
    with pytest.raises(MissingDependencyError, match=re.escape(pip_install("kaggle"))):
        fetch_dataset("sign_mnist")
    assert not home.exists()


def test_a_network_that_fails_is_told_with_the_page_to_download_from(
    kaggle: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(handle: str) -> str:
        raise ConnectionError("no route to host")

    monkeypatch.setattr(sys.modules["kagglehub"], "dataset_download", fail)
    with pytest.raises(DatasetError, match=r"\(no route to host\)\n.*\n.*https://www\.kaggle\.com"):
        fetch_dataset("sign_mnist")


@pytest.mark.skipif(os.name != "posix", reason="folders have no write permission on Windows")
def test_a_home_without_write_permission_is_told_before_anything_is_downloaded(
    kaggle: list[str], home: Path
) -> None:
    home.mkdir(mode=0o555)
    with pytest.raises(DatasetError, match=r"sign_mnist cannot be written \(Permission denied\)"):
        fetch_dataset("sign_mnist")
    assert kaggle == []
