# task: 3a.3
# verdict: failed
# cause: pad-one-side
import numpy as np


def pad(image, width, mode):
    return np.pad(image, (0, width), mode="constant" if mode == "zero" else "symmetric")
