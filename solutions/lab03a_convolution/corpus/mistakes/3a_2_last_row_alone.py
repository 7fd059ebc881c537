# task: 3a.2
# verdict: failed
# cause: last-row-alone
import numpy as np


def convolve(image, kernel, stride=1):
    kernel_height, kernel_width = kernel.shape
    rows = []
    for top in range(0, image.shape[0] - kernel_height + 1, stride):
        row = []
        for left in range(0, image.shape[1] - kernel_width + 1, stride):
            window = image[top : top + kernel_height, left : left + kernel_width]
            row.append(np.sum(window * kernel))
    rows.append(row)
    return np.array(rows)
