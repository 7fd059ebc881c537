# task: 4b.1
# verdict: failed
# cause: gray-reversed
import numpy as np


def to_grey(picture):
    if picture.ndim == 3:
        picture = picture @ [0.114, 0.587, 0.299]
    return (picture / 255).astype("float32")
