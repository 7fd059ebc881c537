# task: 3a.3
# verdict: failed
# cause: pad-reflect
import numpy as np


def pad(image, width, mode):
    return np.pad(image, width, mode="constant" if mode == "zero" else "reflect")
