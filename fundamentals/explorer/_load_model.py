"""Read a learner's own model file, and the dataset that fits it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import keras

from fundamentals.datasets import ImageDataset, dataset_source, load_dataset
from fundamentals.errors import ModelError
from fundamentals.explorer._model_file import check_model_file
from fundamentals.explorer._model_size import check_model_size
from fundamentals.language import Text
from fundamentals.perception import input_shape

# https://www.tensorflow.org/api_docs/python/tf/Operation#name
_NAME = re.compile(r"[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*")


def load_model(path: str | os.PathLike[str]) -> keras.Model:
    """Load a ``.keras`` file that you saved yourself.

    Keras's safe mode refuses code inside the file, but do not open a stranger's model file at all.

    Args:
        path: The file that ``model.save`` wrote.

    Raises:
        ModelError: The file does not exist, is damaged, is something else (the message names what),
            needs custom code, or is larger than any model of a course.
    """
    file = Path(path)
    check_model_file(file)
    try:
        check_model_size(file)
        model: keras.Model = keras.models.load_model(file, compile=False, safe_mode=True)
    except ModelError:
        raise
    # Keras passes on whatever error occurs inside a file: zip, JSON, HDF5 and type errors.
    except Exception as error:
        raise _cannot_load(file, error) from error
    _rename_layers(model)
    return model


def _rename_layers(model: keras.Model) -> None:
    """Give layers names that TensorFlow accepts, because otherwise the model cannot run."""
    layers = list(model._flatten_layers(include_self=False))
    names = {layer.name for layer in layers}
    for number, layer in enumerate(layers):
        if not _NAME.fullmatch(layer.name):
            name = f"layer_{number}_" + re.sub(r"[^A-Za-z0-9_.]", "_", layer.name)
            layer.name = name if name not in names else f"{name}_again"
            names.add(layer.name)


def load_matching_dataset(name: str, model: keras.Model, **options: Any) -> ImageDataset:
    """Load a dataset; images that come in many sizes are resized to what ``model`` takes.

    Args:
        name: As for :func:`fundamentals.datasets.load_dataset`.
        model: Its input shape decides on size and color where ``options`` do not.
        options: As for :func:`fundamentals.datasets.load_dataset`.

    Raises:
        DatasetError: The data is missing or malformed.
        ArgumentError: The model does not declare its input shape.
    """
    if dataset_source(name).resizes:
        height, width, channels = input_shape(model)
        options["image_size"] = options.get("image_size") or (height, width)
        options["gray"] = options.get("gray") or channels == 1
    return load_dataset(name, **options)


def _cannot_load(file: Path, error: Exception) -> ModelError:
    first_line = str(error).strip().split("\n", 1)[0][:300]
    return ModelError(
        Text("{file}: {reason}", "{file}：{reason}").format(
            file=file, reason=first_line or type(error).__name__
        ),
        expected=Text(
            "a complete model made of Keras's own layers", "完整儲存、只用 Keras 內建層的模型"
        ),
        fix=Text(
            "save it again with model.save; replace Lambda layers and classes of your own",
            "用 model.save 重新儲存；Lambda 層與自訂類別請改用內建層",
        ),
    )
