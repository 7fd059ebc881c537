# task: 4b.1
# verdict: failed
# cause: pixels-not-scaled
import numpy as np


def to_grey(picture):
    if picture.ndim == 3:
        picture = picture @ [0.299, 0.587, 0.114]
    return picture.astype("float32")
