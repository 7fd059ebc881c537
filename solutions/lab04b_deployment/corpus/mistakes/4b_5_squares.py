# task: 4b.5
# verdict: failed
# cause: center-of-powers
import numpy as np


def centre(ink):
    weights = ink**2
    rows, columns = np.indices(ink.shape)
    height, width = ink.shape
    top = round(14 - (weights * rows).sum() / weights.sum())
    left = round(14 - (weights * columns).sum() / weights.sum())
    top, left = np.clip((top, left), 0, (28 - height, 28 - width))
    result = np.zeros((28, 28), "float32")
    result[top : top + height, left : left + width] = ink
    return result
