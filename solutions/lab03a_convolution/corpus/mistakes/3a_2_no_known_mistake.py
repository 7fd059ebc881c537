# task: 3a.2
# verdict: failed
# cause: wrong-values
import numpy as np


def convolve(image, kernel, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)[::stride, ::stride]
    sums = np.einsum("ijhw,hw->ij", windows, kernel, dtype=float)
    return sums + 0.01 * np.arange(sums.size).reshape(sums.shape)
