# lab: lab03a
import numpy as np
from numpy.lib.stride_tricks import as_strided


def windows(image, height, width, stride):
    rows = (image.shape[0] - height) // stride + 1
    columns = (image.shape[1] - width) // stride + 1
    down, right = image.strides
    return as_strided(
        image,
        shape=(rows, columns, height, width),
        strides=(down * stride, right * stride, down, right),
    )


def convolve(image, kernel, stride=1):
    return np.einsum("abij,ij", windows(np.ascontiguousarray(image), *kernel.shape, stride), kernel)


def neuron(window, weights, bias):
    return np.maximum(np.einsum("ij,ij->", window, weights) + bias, 0)


def max_pool(image, size):
    return windows(np.ascontiguousarray(image), size, size, size).max((-1, -2))


def dropout(values, rate, rng):
    return np.where(rng.random(values.shape) < rate, 0, values / (1 - rate))
