# task: 4a.1
# verdict: failed
# cause: shift-not-cut
import numpy as np


def shift(images, down, right):
    return np.pad(images, ((0, 0), (2, 2), (2, 2), (0, 0)))
