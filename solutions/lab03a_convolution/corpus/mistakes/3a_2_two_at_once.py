# task: 3a.2
# verdict: failed
# cause: mean-not-sum+last-window-missing
import numpy as np


def convolve(image, kernel, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)[::stride, ::stride]
    return (windows * kernel).mean(axis=(2, 3))[:-1, :-1]
