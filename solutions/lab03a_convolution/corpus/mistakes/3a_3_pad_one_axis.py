# task: 3a.3
# verdict: failed
# cause: pad-one-axis
import numpy as np


def pad(image, width, mode):
    borders = ((width, width), (0, 0))
    return np.pad(image, borders, mode="constant" if mode == "zero" else "symmetric")
