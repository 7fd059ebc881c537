# task: 3a.2
# verdict: raised an error
# cause: window-end-not-moved
import numpy as np


def convolve(image, kernel, stride=1):
    height, width = kernel.shape
    output = np.zeros(
        ((image.shape[0] - height) // stride + 1, (image.shape[1] - width) // stride + 1)
    )
    for i, j in np.ndindex(output.shape):
        window = image[i * stride : i + height, j * stride : j + width]
        output[i, j] = np.sum(window * kernel)
    return output
