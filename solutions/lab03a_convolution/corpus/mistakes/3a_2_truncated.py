# task: 3a.2
# verdict: failed
# cause: truncated
import numpy as np


def convolve(image, kernel, stride=1):
    height, width = kernel.shape
    rows = (image.shape[0] - height) // stride + 1
    columns = (image.shape[1] - width) // stride + 1
    output = np.zeros((rows, columns), dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            row, column = i * stride, j * stride
            window = image[row : row + height, column : column + width]
            output[i, j] = np.sum(window * kernel)
    return output
