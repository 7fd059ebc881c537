# task: 3a.3
# verdict: failed
# cause: pad-wrap
import numpy as np


def pad(image, width, mode):
    return np.pad(image, width, mode={"zero": "constant", "mirror": "wrap"}[mode])
