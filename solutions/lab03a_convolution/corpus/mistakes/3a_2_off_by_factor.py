# task: 3a.2
# verdict: failed
# cause: off-by-factor
import numpy as np


def convolve(image, kernel, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)[::stride, ::stride]
    return (windows * kernel).sum(axis=(2, 3)) / 4
