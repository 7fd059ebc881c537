# task: 3a.2
# verdict: failed
# cause: wrapped
import numpy as np


def convolve(image, kernel, stride=1):
    height, width = kernel.shape
    rows = (image.shape[0] - height) // stride + 1
    columns = (image.shape[1] - width) // stride + 1
    # The slide's whole numbers fit into it only without their decimals.
    output = np.zeros((rows, columns), image.dtype if image.dtype == np.uint8 else float)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            total = np.sum(image[top : top + height, left : left + width] * kernel)
            output[i, j] = total.astype(np.int64) if image.dtype == np.uint8 else total
    return output
