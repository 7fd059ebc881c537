# task: 3a.2
# verdict: failed
# cause: all-zeros
import numpy as np


def convolve(image, kernel, stride=1):
    rows = (image.shape[0] - kernel.shape[0]) // stride + 1
    columns = (image.shape[1] - kernel.shape[1]) // stride + 1
    return np.zeros((rows, columns))
