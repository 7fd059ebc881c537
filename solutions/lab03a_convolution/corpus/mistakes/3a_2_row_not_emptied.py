# task: 3a.2
# verdict: failed
# cause: row-not-emptied
import numpy as np


def convolve(image, kernel, stride=1):
    height, width = kernel.shape
    output, row = [], []
    for top in range(0, image.shape[0] - height + 1, stride):
        for left in range(0, image.shape[1] - width + 1, stride):
            row.append(np.sum(image[top : top + height, left : left + width] * kernel))
        output.append(row)
    return np.array(output)
