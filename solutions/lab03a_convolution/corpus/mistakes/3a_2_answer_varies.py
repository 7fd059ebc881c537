# task: 3a.2
# verdict: failed
# cause: answer-varies
import numpy as np


def convolve(image, kernel, stride=1, sums=[]):
    height, width = kernel.shape
    rows = (image.shape[0] - height) // stride + 1
    columns = (image.shape[1] - width) // stride + 1
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            sums.append(np.sum(image[top : top + height, left : left + width] * kernel))
    return np.array(sums)
