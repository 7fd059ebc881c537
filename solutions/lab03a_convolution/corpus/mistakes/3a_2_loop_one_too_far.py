# task: 3a.2
# verdict: raised an error
# cause: loop-ends-late
import numpy as np


def convolve(image, kernel, stride=1):
    height, width = kernel.shape
    rows = (image.shape[0] - height) // stride + 1
    columns = (image.shape[1] - width) // stride + 1
    output = np.zeros((rows, columns))
    for i in range(rows + 1):
        for j in range(columns + 1):
            top, left = i * stride, j * stride
            output[i, j] = np.sum(image[top : top + height, left : left + width] * kernel)
    return output
