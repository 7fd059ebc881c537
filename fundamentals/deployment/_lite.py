"""A model as a LiteRT file (once called TensorFlow Lite): for phones, boards and browsers."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.errors import ModelError
from fundamentals.language import Text

if TYPE_CHECKING:
    import keras


def export_lite(model: keras.Model, path: str | os.PathLike[str], *, smaller: bool = False) -> Path:
    """Write a trained model as a LiteRT file: its weights and computations, nothing else.

    Args:
        model: A Keras model of one image.
        path: The file to write; its name usually ends in ``.tflite``.
        smaller: Keep each weight in 8 bits instead of 32: a quarter of the size, with slightly
            different answers (dynamic-range quantization).

    Returns:
        The path.

    Raises:
        ArgumentError: The model does not say which shape of image it takes.
        ModelError: It has a layer that LiteRT cannot compute.
    """
    import tensorflow as tf

    from fundamentals.perception import input_shape

    input_shape(model)
    # The converter makes Keras export the model first, which prints a page about it; in a notebook,
    # TensorFlow also prints where the export is.
    with contextlib.redirect_stdout(io.StringIO()), _without_information(tf.get_logger()):
        converter = tf.lite.TFLiteConverter.from_keras_model(model)
        if smaller:
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
        try:
            content = converter.convert()
        # The converter raises its own exceptions, and its native code's, for what it does not
        # support.
        except Exception as error:
            raise _cannot_convert(model, error) from error
    file = Path(path)
    file.write_bytes(content)
    return file


class LiteModel:
    """A LiteRT file that answers as ``model.predict`` does, without Keras.

    Args:
        path: What :func:`export_lite` wrote. Do not open a file that a stranger made.

    Raises:
        ModelError: It is not a LiteRT file.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        import tensorflow as tf

        try:
            with warnings.catch_warnings():
                # TensorFlow recommends a separate package for what it still contains.
                warnings.filterwarnings("ignore", message=".*tf.lite.Interpreter is deprecated")
                self._interpreter = tf.lite.Interpreter(
                    model_content=Path(path).read_bytes(),
                    # The default one writes a line to standard error.
                    experimental_op_resolver_type=(
                        tf.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
                    ),
                )
        except (OSError, ValueError) as error:
            raise _no_lite_file(Path(path), error) from error

    def predict(self, images: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the outputs for float32 images ``(n, height, width, channels)``."""
        interpreter = self._interpreter
        place = interpreter.get_input_details()[0]["index"]
        interpreter.resize_tensor_input(place, images.shape)
        interpreter.allocate_tensors()
        interpreter.set_tensor(place, np.asarray(images, np.float32))
        interpreter.invoke()
        outputs: NDArray[Any] = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])
        return outputs


@contextlib.contextmanager
def _without_information(logger: logging.Logger) -> Iterator[None]:
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)


def _cannot_convert(model: keras.Model, error: Exception) -> ModelError:
    return ModelError(
        Text("{name}: {reason}", "{name}：{reason}").format(
            name=model.name, reason=str(error).strip().split("\n", 1)[0][:300]
        ),
        expected=Text("layers that LiteRT can compute", "LiteRT 能計算的層"),
        fix=Text("replace that layer", "換掉訊息中提到的層"),
    )


def _no_lite_file(path: Path, error: Exception) -> ModelError:
    return ModelError(
        Text("{path}: {reason}", "{path}：{reason}").format(
            path=path, reason=str(error).strip().split("\n", 1)[0][:300]
        ),
        expected=Text("a LiteRT file", "LiteRT 檔案"),
        fix=Text("write one with export_lite(model, path)", "用 export_lite(model, path) 產生"),
    )
