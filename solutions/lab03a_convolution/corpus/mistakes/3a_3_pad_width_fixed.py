# task: 3a.3
# verdict: failed
# cause: pad-width-fixed
import numpy as np


def pad(image, width, mode):
    return np.pad(image, 1, mode="constant" if mode == "zero" else "symmetric")
