"""A model that may be asked from several threads."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING

import numpy as np

from fundamentals.datasets import prepare_photograph
from fundamentals.prediction import Answer, Calibration, predict_images

if TYPE_CHECKING:
    import keras

# What Pillow calls the formats that every browser shows too, and what browsers call them.
FORMATS = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "BMP": "image/bmp",
}


class Predictor:
    """A model with its calibration, asked for one picture at a time.

    Keras promises nothing about one model in several threads, and two large photographs decoded at
    once take twice the memory: a lock lets one in after the other.

    Args:
        model: A classifier of images.
        calibration: What belongs to it.
        threshold: The least confidence, 0–1, that counts as an answer, in place of the
            calibration's.

    Raises:
        ModelError: The two do not fit.
    """

    def __init__(
        self, model: keras.Model, calibration: Calibration, *, threshold: float | None = None
    ) -> None:
        self.calibration = calibration
        self.threshold = calibration.threshold if threshold is None else threshold
        self._model = model
        self._lock = threading.Lock()
        # Keras compiles at the first prediction: no visitor should wait for it, and a calibration
        # that does not fit is found here.
        style = calibration.style
        blank = np.zeros((*style.image_size, 1 if style.gray else 3), dtype=np.uint8)
        predict_images(model, calibration, [blank])

    def ask(self, picture: bytes) -> Answer:
        """Return what the model says of a picture.

        Args:
            picture: A file in one of :data:`FORMATS`.

        Raises:
            DatasetError: It is none, is damaged or too large, or shows nothing written where
                handwriting is wanted.
        """
        with self._lock:
            image = prepare_photograph(
                io.BytesIO(picture), self.calibration.style, formats=tuple(FORMATS)
            )
            (answer,) = predict_images(
                self._model, self.calibration, [image], threshold=self.threshold
            )
        return answer
