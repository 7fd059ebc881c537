# task: 4b.1
# verdict: failed
# cause: pixels-divided-by-256
import numpy as np


def to_grey(picture):
    if picture.ndim == 3:
        picture = picture @ np.array([0.299, 0.587, 0.114])
    return np.float32(picture / 256)
