# task: 4b.1
# verdict: failed
# cause: grey-is-mean
import numpy as np


def to_grey(picture):
    grey = picture.mean(axis=2) if picture.ndim == 3 else picture
    return (grey / 255).astype("float32")
