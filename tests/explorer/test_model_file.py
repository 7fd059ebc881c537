"""Files that should hold a model and do not: each is told as what it is, by every command."""

from __future__ import annotations

import json
import os
import pickle
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from fundamentals.cli import main
from fundamentals.errors import ModelError
from fundamentals.explorer import load_model
from fundamentals.language import use_language

Spoil = Callable[[Path], object]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a sound model file."""
    path = tmp_path_factory.mktemp("sound") / "sound.keras"
    model = keras.Sequential(
        [keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(10, activation="softmax")]
    )
    model.save(path)
    return path.read_bytes()


def as_h5(path: Path) -> None:
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(10)])
    model.save(path.with_suffix(".h5"))
    path.with_suffix(".h5").rename(path)


def as_weights(path: Path) -> None:
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(10)])
    model.save_weights(path.parent / "m.weights.h5")
    (path.parent / "m.weights.h5").rename(path)


def half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def flip(path: Path) -> None:
    """Change bytes in the middle of the weights."""
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 32] = bytes(255 - value for value in content[middle : middle + 32])
    path.write_bytes(content)


def with_password(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(signature, place + 4)
    path.write_bytes(content)


def another_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lab03b.py", "print()")


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def as_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("assets/zeros", bytes(200 * 2**20))


FAULTS: dict[str, tuple[str, Spoil, str]] = {
    "missing": ("m.keras", Path.unlink, "there is no such file"),
    "a folder": ("m.keras", as_folder, "a folder"),
    "a pipe": ("m.keras", as_pipe, "not a plain file"),
    "empty": ("m.keras", lambda path: path.write_bytes(b""), "an empty file"),
    "HDF5, renamed": ("m.keras", as_h5, "an HDF5 file"),
    "HDF5": ("m.h5", as_h5, "an HDF5 file"),
    "weights alone": ("m.keras", as_weights, "an HDF5 file"),
    "half": ("m.keras", half, "an incomplete model file: its end is missing"),
    "damaged": ("m.keras", flip, "a damaged model file"),
    "a bomb": ("m.keras", bomb, "a zip of 200 MiB once unpacked"),
    "password": ("m.keras", with_password, "a damaged or encrypted zip"),
    "another zip": ("m.keras", another_zip, "a zip without config.json, model.weights"),
    "another ending": ("m.zip", lambda path: None, "a Keras model with another ending"),
    "a web page": ("m.keras", lambda path: path.write_text("<!DOCTYPE html><p>"), "a web page"),
    "JSON": ("m.keras", lambda path: path.write_text(json.dumps({"a": 1})), "JSON text"),
    "a pickle": ("m.keras", lambda path: path.write_bytes(pickle.dumps([1])), "a Python pickle"),
    "TensorFlow Lite": (
        "m.keras",
        lambda path: path.write_bytes(b"\x1c\0\0\0TFL3" + bytes(99)),
        "a TensorFlow Lite model",
    ),
    "Git LFS": (
        "m.keras",
        lambda path: path.write_text("version https://git-lfs.github.com/spec/v1"),
        "a pointer of Git LFS",
    ),
    "text": (
        "m.keras",
        lambda path: path.write_text("hello"),
        "not a model file, or a damaged one",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_no_model_is_told_as_what_it_is(fault: str, written: bytes, tmp_path: Path) -> None:
    name, spoil, message = FAULTS[fault]
    path = tmp_path / name
    path.write_bytes(written)
    spoil(path)
    with pytest.raises(ModelError, match=f"{name}, which is not a model file: {message}") as told:
        load_model(path)
    said = str(told.value)
    assert "To fix: " in said
    assert "not found" not in said
    with use_language("zh-Hant"):
        assert f"{path} 不是模型檔：" in str(told.value)


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [["predict"], ["calibrate", "--dataset=digits"], ["explore", "--dataset=digits"]]
)
def test_every_command_tells_it(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    as_h5(tmp_path / "m.keras")
    picture = ["a.png"] if command == ["predict"] else []
    assert main([command[0], str(tmp_path / "m.keras"), *picture, *command[1:]]) == 2
    assert "an HDF5 file (.h5)" in capsys.readouterr().err


@pytest.mark.slow
def test_a_sound_file_is_loaded(written: bytes, tmp_path: Path) -> None:
    (tmp_path / "m.keras").write_bytes(written)
    assert load_model(tmp_path / "m.keras").output_shape == (None, 10)


@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
def test_a_model_that_was_compiled_is_loaded(optimizer: str, tmp_path: Path) -> None:
    inner = keras.Sequential([keras.Input((3,)), layers.Dense(4), layers.Dropout(0.5)])
    model = keras.Sequential([keras.Input((3,)), inner, layers.Dense(2)])
    for each in (inner, model):
        each.compile(optimizer, "mse", metrics=["accuracy"])
    model.save(tmp_path / "compiled.keras")
    assert load_model(tmp_path / "compiled.keras").output_shape == (None, 2)


@pytest.mark.slow
def test_layers_that_tensorflow_could_not_call_by_name_are_renamed(tmp_path: Path) -> None:
    names = ["層", "a b", "con:2", "x\ny", "\u202eabc", "\x1b[31m", "{0}"]
    dense = [layers.Dense(2, name=name) for name in names]
    keras.Sequential([keras.Input((3,)), *dense]).save(tmp_path / "odd.keras")
    model = load_model(tmp_path / "odd.keras")
    assert model(np.zeros((1, 3))).shape == (1, 2)
    assert len({layer.name for layer in model.layers}) == len(names)


def with_config(path: Path, change: Callable[[dict[str, object]], None]) -> None:
    """Change the settings of the layers, and leave the small weights as they are."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    config = json.loads(parts["config.json"])
    change(config["config"])
    parts["config.json"] = json.dumps(config).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def many_units(config: Any) -> None:
    config["layers"][-1]["config"]["units"] = 10**9


def large_images(config: Any) -> None:
    config["layers"][0]["config"]["batch_shape"] = [None, 10**5, 10**5, 1]
    config["layers"][-1].pop("build_config")


def enlarged_thrice(config: Any) -> None:
    names = [("UpSampling2D", {"size": [60, 60]})] * 3 + [("GlobalAveragePooling2D", {})]
    config["layers"][1:] = [
        {
            "module": "keras.layers",
            "class_name": name,
            "config": {"name": f"layer_{number}", **settings},
            "registered_name": None,
        }
        for number, (name, settings) in enumerate(names)
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (many_units, "a model with 785,000,000,000 parameters"),
        (large_images, "a model with 100,000,000,010 parameters"),
        (enlarged_thrice, "a model whose layers compute [0-9,]+ numbers per image"),
    ],
)
def test_a_small_file_that_asks_for_all_memory_is_refused_before_it_gets_any(
    change: Spoil, message: str, written: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "m.keras"
    path.write_bytes(written)
    with_config(path, change)
    tracemalloc.start()
    with pytest.raises(ModelError, match=message) as told:
        load_model(path)
    assert tracemalloc.get_traced_memory()[1] < 2**26
    tracemalloc.stop()
    assert "expected: at most 500,000,000" in str(told.value).lower()
    # What was refused is forgotten: the next scope would otherwise give it its memory.
    assert load_sound(written, tmp_path).output_shape == (None, 10)


def load_sound(written: bytes, folder: Path) -> keras.Model:
    (folder / "sound.keras").write_bytes(written)
    with keras.StatelessScope():
        pass
    return load_model(folder / "sound.keras")
