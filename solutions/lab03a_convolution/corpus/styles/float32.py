# lab: lab03a
import numpy as np


def make_kernel(name):
    kernels = dict(
        identity="0 0 0; 0 1 0; 0 0 0",
        blur=".06 .13 .06; .13 .25 .13; .06 .13 .06",
        sharpen="0 -1 0; -1 5 -1; 0 -1 0",
        brighten="0 0 0; 0 1.5 0; 0 0 0",
        darken="0 0 0; 0 .5 0; 0 0 0",
        vertical_edges="1 0 -1; 2 0 -2; 1 0 -1",
        horizontal_edges="1 2 1; 0 0 0; -1 -2 -1",
    )
    rows = kernels[name].split(";")
    return np.array([row.split() for row in rows], dtype=np.float32)


def convolve(image, kernel, stride=1):
    image, kernel = np.float32(image), np.float32(kernel)
    rows, columns = (np.array(image.shape) - kernel.shape) // stride + 1
    output = np.empty((rows, columns), dtype=np.float32)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = image[top : top + kernel.shape[0], left : left + kernel.shape[1]]
            output[i, j] = (window * kernel).sum()
    return output


def pad(image, width, mode):
    return np.pad(np.float32(image), width, "constant" if mode == "zero" else "symmetric")


def output_size(size, kernel_size, stride, padding):
    return np.int32(np.floor((size + 2 * padding - kernel_size) / stride)) + 1


def neuron(window, weights, bias):
    return np.float32(np.clip(np.float32(window * weights).sum() + bias, 0, None))


def max_pool(image, size):
    return np.float32(
        [
            [image[i : i + size, j : j + size].max() for j in range(0, image.shape[1] - size + 1, size)]
            for i in range(0, image.shape[0] - size + 1, size)
        ]
    )


def dropout(values, rate, rng):
    mask = rng.binomial(1, 1 - rate, size=values.shape)
    return np.float32(values) * mask / np.float32(1 - rate)
