"""What is known about a model besides its weights, and the file that keeps it."""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fundamentals.datasets import PictureStyle
from fundamentals.errors import ModelError
from fundamentals.files import whole_file
from fundamentals.language import Text
from fundamentals.training import LEAST_CONFIDENCE, UNCALIBRATED_THRESHOLD

if TYPE_CHECKING:
    import keras

_FORMAT = 2
_CALIBRATE = Text(
    "run: fundamentals calibrate {model} --dataset NAME",
    "執行：fundamentals calibrate {model} --dataset 名稱",
)


@dataclass(frozen=True)
class Evidence:
    """The validation images that a calibration is based on, and what they show.

    Attributes:
        dataset: Name of the dataset, as ``ImageDataset`` has it.
        images: Number of its validation images.
        photographs: Number of photographs that these were made from.
        coverage: Fraction of them that the model answers, 0–1.
        mistakes: Number of answers among these that are wrong.
        error_bound: At most this fraction of answers, 0–1, is wrong on new images like these …
        certainty: … with this probability.
        calibration_error_before: Expected calibration error on them, 0–1, at temperature 1.
        calibration_error: The same at the chosen temperature.
        versions: Versions of the packages that computed this.
    """

    dataset: str
    images: int
    photographs: int
    coverage: float
    mistakes: int
    error_bound: float
    certainty: float
    calibration_error_before: float
    calibration_error: float
    versions: dict[str, str]


@dataclass(frozen=True)
class Calibration:
    """How to prepare a photograph for a model, and how to read its outputs.

    Attributes:
        class_names: One name per class.
        style: How photographs are prepared.
        scale: What pixels 0–255 are multiplied by before the model sees them.
        temperature: For :func:`fundamentals.training.apply_temperature`.
        threshold: Below this confidence, 0–1, the model does not answer.
        evidence: What temperature and threshold are based on; None if they are defaults.
    """

    class_names: tuple[str, ...]
    style: PictureStyle
    scale: float
    temperature: float
    threshold: float
    evidence: Evidence | None


def uncalibrated(model: keras.Model) -> Calibration:
    """Return the default calibration of a model that has none.

    Classes have numbers instead of names, photographs are used whole, and the model answers only at
    a confidence of at least 90 %.

    Raises:
        ArgumentError: The model does not declare its input shape.
        ModelError: Its outputs are not a classifier's.
    """
    from fundamentals.explorer import pixel_scale
    from fundamentals.perception import input_shape, output_meaning

    height, width, channels = input_shape(model)
    return Calibration(
        class_names=tuple(map(str, range(output_meaning(model).num_classes))),
        style=PictureStyle((height, width), gray=channels == 1, framing="whole"),
        scale=pixel_scale(model),
        temperature=1.0,
        threshold=UNCALIBRATED_THRESHOLD,
        evidence=None,
    )


def calibration_path(model_path: str | os.PathLike[str]) -> Path:
    """Return where the calibration of a model file is kept: ``cnn.calibration.json`` beside it."""
    return Path(model_path).with_suffix(".calibration.json")


def save_calibration(calibration: Calibration, model_path: str | os.PathLike[str]) -> Path:
    """Write a calibration beside the model file that it belongs to, and return its path.

    It holds the model file's sha256, so that another model's calibration is recognized.
    """
    path = calibration_path(model_path)
    content = {
        "format": _FORMAT,
        "model_sha256": _digest(Path(model_path)),
        **asdict(calibration),
    }
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    with whole_file(path) as incomplete:
        incomplete.write_text(text, encoding="utf-8")
    return path


def load_calibration(model_path: str | os.PathLike[str]) -> Calibration | None:
    """Return the calibration beside a model file, or None if there is no such file.

    Raises:
        ModelError: The file is damaged, or belongs to another model or an earlier training.
    """
    path = calibration_path(model_path)
    if not path.is_file():
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        calibration = _read(content)
    # A number too large for a float, and JSON that is nested too deeply, are no ValueError.
    except (KeyError, TypeError, ValueError, OSError, OverflowError, RecursionError) as error:
        raise _damaged(path, Path(model_path), error) from error
    if content["model_sha256"] != _digest(Path(model_path)):
        raise _of_another_model(path, Path(model_path))
    return calibration


def _read(content: dict[str, Any]) -> Calibration:
    """Return the calibration that a file holds; each error raised here is caught above."""
    if content["format"] != _FORMAT:
        raise ValueError(f"format {content['format']!r}")
    style = PictureStyle(
        **{**content["style"], "image_size": tuple(content["style"]["image_size"])}
    )
    calibration = Calibration(
        class_names=tuple(map(str, content["class_names"])),
        style=style,
        scale=float(content["scale"]),
        temperature=float(content["temperature"]),
        threshold=float(content["threshold"]),
        evidence=_read_evidence(content["evidence"]),
    )
    # Compared this way round, NaN is refused, too.
    if not (0 < calibration.temperature < math.inf and 0 < calibration.scale < math.inf):
        raise ValueError("temperature and scale must be above 0, and finite")
    if not calibration.threshold >= LEAST_CONFIDENCE:
        raise ValueError(f"a threshold below {LEAST_CONFIDENCE}")
    return calibration


_AS: dict[str, Callable[[Any], Any]] = {
    "str": str,
    "int": int,
    "float": float,
    "dict[str, str]": dict,
}


def _read_evidence(content: dict[str, Any]) -> Evidence:
    return Evidence(
        **{field.name: _AS[str(field.type)](content[field.name]) for field in fields(Evidence)}
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _damaged(path: Path, model: Path, error: Exception) -> ModelError:
    return ModelError(
        Text("{path} cannot be read ({reason})", "無法讀取 {path}（{reason}）").format(
            path=path, reason=f"{type(error).__name__}: {error}".split("\n", 1)[0]
        ),
        expected=Text("what `fundamentals calibrate` writes", "fundamentals calibrate 寫出的內容"),
        fix=_CALIBRATE.format(model=model),
    )


def _of_another_model(path: Path, model: Path) -> ModelError:
    return ModelError(
        Text(
            "{path} was made for a different {model} than the current one",
            "{path} 對應的 {model} 與現在的內容不同",
        ).format(path=path, model=model.name),
        expected=Text("the calibration of this model", "這個模型自己的校準檔"),
        fix=_CALIBRATE.format(model=model),
    )
