# task: 4b.1
# verdict: failed
# cause: gray-other-weights
import numpy as np


def to_grey(picture):
    if picture.ndim == 3:
        picture = picture @ np.array([0.2126, 0.7152, 0.0722])
    return np.float32(picture / 255)
