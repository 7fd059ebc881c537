# task: 3a.2
# verdict: failed
# cause: kernel-size-fixed
import numpy as np


def convolve(image, kernel, stride=1):
    rows = (image.shape[0] - 3) // stride + 1
    columns = (image.shape[1] - 3) // stride + 1
    output = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            for di in range(3):
                for dj in range(3):
                    output[i, j] += image[i * stride + di, j * stride + dj] * kernel[di, dj]
    return output
