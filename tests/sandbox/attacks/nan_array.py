# attack: returns an array of NaN of the right shape
# task: 3a.2
# verdict: failed

import numpy as np


def convolve(image, kernel, stride=1):
    rows = (image.shape[0] - kernel.shape[0]) // stride + 1
    columns = (image.shape[1] - kernel.shape[1]) // stride + 1
    return np.full((rows, columns), np.nan)
