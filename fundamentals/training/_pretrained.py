"""A pre-trained network without its last layer."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from fundamentals.errors import ModelError
from fundamentals.language import Text

if TYPE_CHECKING:
    import keras

_FEWEST_PIXELS = 32


def imagenet_base(input_shape: tuple[int, int, int]) -> keras.Model:
    """Return MobileNetV3Small with the weights that it learned on ImageNet, without its last layer.

    The first call downloads the weights, 4 MB; Keras keeps them in ``~/.keras``.

    Args:
        input_shape: ``(height, width, 3)`` of one image, with sides of at least 32 pixels. The
            model takes float32 images ``(n, *input_shape)`` with values 0–255, and scales them
            itself.

    Returns:
        Keras model from images to features ``(n, 576)``, all of it trainable.

    Raises:
        ModelError: Not the shape of a color image of that size, or the weights are not on this
            machine and cannot be downloaded.

    Source: Howard et al. (2019), "Searching for MobileNetV3"; keras.applications.
    """
    import keras

    if len(input_shape) != 3 or input_shape[2] != 3 or min(input_shape[:2]) < _FEWEST_PIXELS:
        raise ModelError(
            Text("images of shape {shape}", "圖像的形狀為 {shape}").format(shape=input_shape),
            expected=Text(
                "color images with sides of at least {least} pixels: (height, width, 3)",
                "每邊至少 {least} 像素的彩色圖像：(高, 寬, 3)",
            ).format(least=_FEWEST_PIXELS),
            fix=Text(
                "load them with image_size=(96, 96) and without gray=True",
                "載入時加上 image_size=(96, 96)，不要用 gray=True",
            ),
        )
    try:
        with warnings.catch_warnings():
            # Keras warns that the weights were learned at 224 × 224, but features work at any size.
            warnings.filterwarnings("ignore", "`input_shape` is undefined or non-square")
            return keras.applications.MobileNetV3Small(
                input_shape=input_shape, include_top=False, weights="imagenet", pooling="avg"
            )
    except Exception as error:
        # A plain Exception if Keras reached no server, a ValueError if something else came,
        # such as the sign-in page of a network.
        if not any(said in str(error) for said in ("fetch failure", "Incomplete or corrupted")):
            raise
        raise ModelError(
            Text(
                "the ImageNet weights are not on this machine and cannot be downloaded: {error}",
                "這台電腦沒有 ImageNet 權重，也無法下載：{error}",
            ).format(error=error),
            expected=Text(
                "a network connection to storage.googleapis.com",
                "能連到 storage.googleapis.com，一次就好",
            ),
            fix=Text(
                "run it again when you are online; all other parts of the lab work offline",
                "連上網路後再執行；實作的其他部分不需要網路",
            ),
        ) from error
