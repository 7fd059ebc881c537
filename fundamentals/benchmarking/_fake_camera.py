"""A camera that shows one picture, for Chromium."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_RATE = 30  # frames per second


def fake_camera(gray: NDArray[np.uint8], video: Path) -> tuple[str, ...]:
    """Return the flags that make a picture the camera of Chromium.

    A page still needs the permission "camera".

    Args:
        gray: uint8 ``(height, width)``, even numbers, 0–255.
        video: Where the picture is written as a video, ``*.y4m``; needed while Chromium runs.
    """
    height, width = gray.shape
    head = f"YUV4MPEG2 W{width} H{height} F{_RATE}:1 Ip A1:1 C420\n".encode()
    # A video's black is 16, its white 235; half as many values for color are all neutral.
    light = (16 + gray * (219 / 255)).round().astype(np.uint8)
    frame = b"FRAME\n" + light.tobytes() + bytes([128]) * (gray.size // 2)
    video.write_bytes(head + frame)
    return (
        f"--use-fake-device-for-media-stream=fps={_RATE}",
        f"--use-file-for-fake-video-capture={video}",
    )
