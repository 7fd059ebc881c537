# task: 3a.3
# verdict: failed
# cause: pad-mode-ignored
import numpy as np


def pad(image, width, mode):
    return np.pad(image, width)
