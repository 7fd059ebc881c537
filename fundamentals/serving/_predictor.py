"""A model that several threads may use."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING

import numpy as np

from fundamentals.datasets import prepare_photograph
from fundamentals.prediction import Answer, Calibration, predict_images, require_fitting

if TYPE_CHECKING:
    import keras

# The formats that every browser shows, by Pillow's names, with their media types.
FORMATS = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "BMP": "image/bmp",
}


class Predictor:
    """A model with its calibration, which answers one request at a time.

    Keras does not guarantee that a model is thread-safe, and decoding two large photographs at once
    takes twice the memory, so a lock serializes requests.

    Args:
        model: A classifier of images.
        calibration: What belongs to it.
        threshold: The least confidence, 0–1, that counts as an answer, in place of the
            calibration's.

    Raises:
        ModelError: Model and calibration do not fit.
    """

    def __init__(
        self, model: keras.Model, calibration: Calibration, *, threshold: float | None = None
    ) -> None:
        self.calibration = calibration
        self.threshold = calibration.threshold if threshold is None else threshold
        self._model = model
        self._lock = threading.Lock()
        require_fitting(model, calibration)
        # Keras compiles at the first prediction, so no visitor waits for it.
        style = calibration.style
        blank = np.zeros((*style.image_size, 1 if style.gray else 3), dtype=np.uint8)
        predict_images(model, calibration, [blank])

    def ask(self, picture: bytes) -> Answer:
        """Return the model's answer to a picture.

        Args:
            picture: A file in one of :data:`FORMATS`.

        Raises:
            DatasetError: It is not a picture, is damaged or too large, or shows no handwriting
                where handwriting is expected.
        """
        with self._lock:
            image = prepare_photograph(
                io.BytesIO(picture), self.calibration.style, formats=tuple(FORMATS)
            )
            (answer,) = predict_images(
                self._model, self.calibration, [image], threshold=self.threshold
            )
        return answer
