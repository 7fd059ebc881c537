"""A data home of its own for every test, and small files in Sign Language MNIST's format."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

HEADER = ",".join(["label", *(f"pixel{number}" for number in range(1, 785))])


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    if "data_home" in request.fixturenames:
        request.getfixturevalue("data_home")
    folder = tmp_path / "home"
    monkeypatch.setenv("FUNDAMENTALS_DATA", str(folder))
    return folder


@pytest.fixture
def sign_table(random: np.random.Generator) -> np.ndarray:
    """Rows of label and pixels: 3 letters, 4 photographs each, 5 augmented copies each,
    shuffled."""
    photographs = random.integers(40, 216, (12, 1, 784))
    pixels = (photographs + random.integers(-8, 9, (12, 5, 784))).reshape(60, 784)
    labels = np.repeat([0, 8, 24], 20)
    table: np.ndarray = np.column_stack([labels, pixels])
    return random.permutation(table)


@pytest.fixture
def sign_lines(sign_table: np.ndarray) -> list[str]:
    return [HEADER, *(",".join(map(str, row)) for row in sign_table)]


@pytest.fixture
def sign_files(tmp_path: Path, sign_lines: list[str]) -> tuple[Path, Path]:
    """A valid training file and a valid test file, uncompressed."""
    folder = tmp_path / "signs"
    folder.mkdir()
    train, test = folder / "sign_mnist_train.csv", folder / "sign_mnist_test.csv"
    train.write_text("\n".join(sign_lines) + "\n")
    test.write_text("\n".join(sign_lines[:11]) + "\n")
    return train, test
