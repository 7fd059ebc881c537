# task: 3a.3
# verdict: failed
# cause: pad-with-other-value
import numpy as np


def pad(image, width, mode):
    if mode == "mirror":
        return np.pad(image, width, mode="symmetric")
    padded = np.full([side + 2 * width for side in image.shape], np.nan)
    padded[width:-width, width:-width] = image
    return padded
