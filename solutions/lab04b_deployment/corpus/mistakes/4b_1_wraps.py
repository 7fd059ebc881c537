# task: 4b.1
# verdict: failed
# cause: gray-wraps
import numpy as np


def to_grey(picture):
    if picture.ndim == 3:
        picture = (picture[..., 0] + picture[..., 1] + picture[..., 2]) / 3
    return np.float32(picture / 255)
