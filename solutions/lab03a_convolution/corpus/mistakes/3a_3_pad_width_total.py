# task: 3a.3
# verdict: failed
# cause: pad-width-total
import numpy as np


def pad(image, width, mode):
    return np.pad(image, width // 2, mode="constant" if mode == "zero" else "symmetric")
