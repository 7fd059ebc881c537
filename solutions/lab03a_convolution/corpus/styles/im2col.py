# lab: lab03a
import numpy as np


def _columns(image, height, width, stride):
    """One row a window."""
    rows = range(0, image.shape[0] - height + 1, stride)
    columns = range(0, image.shape[1] - width + 1, stride)
    matrix = np.array([image[i : i + height, j : j + width].ravel() for i in rows for j in columns])
    return matrix, (len(rows), len(columns))


def convolve(image, kernel, stride=1):
    matrix, shape = _columns(image, *kernel.shape, stride)
    return (matrix @ kernel.ravel()).reshape(shape)


def neuron(window, weights, bias):
    total = np.dot(window.flatten(), weights.flatten()) + bias
    return float(total) if total > 0 else 0.0


def max_pool(image, size):
    matrix, shape = _columns(image, size, size, size)
    return matrix.max(axis=1).reshape(shape)


def dropout(values, rate, rng):
    output = values.copy()
    dropped = rng.choice(values.size, size=round(rate * values.size), replace=False)
    output.ravel()[dropped] = 0
    return output / (1 - rate)
