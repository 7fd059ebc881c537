# task: 4b.1
# verdict: failed
# cause: gray-products-truncated
import numpy as np


def to_grey(picture):
    if picture.ndim == 2:
        return picture.astype("float32") / 255
    weighted = (picture * np.array([0.299, 0.587, 0.114])).astype("uint8")
    return weighted.sum(axis=2).astype("float32") / 255
