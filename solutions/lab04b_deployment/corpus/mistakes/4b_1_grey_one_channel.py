# task: 4b.1
# verdict: failed
# cause: grey-one-channel
import numpy as np


def to_grey(picture):
    grey = picture[..., 0] if picture.ndim == 3 else picture
    return (grey / 255).astype("float32")
