# task: 4b.1
# verdict: failed
# cause: gray-not-weighed
import numpy as np


def to_grey(picture):
    if picture.ndim == 3:
        picture = picture.sum(axis=-1)
    return np.float32(picture / 255)
