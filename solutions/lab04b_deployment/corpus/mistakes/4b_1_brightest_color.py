# task: 4b.1
# verdict: failed
# cause: gray-is-extreme
import numpy as np


def to_grey(picture):
    if picture.ndim == 3:
        picture = picture.max(axis=-1)
    return np.float32(picture / 255)
