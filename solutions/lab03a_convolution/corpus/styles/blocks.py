# lab: lab03a
import numpy as np


def pad(image, width, mode):
    if mode == "zero":
        padded = np.zeros((image.shape[0] + 2 * width, image.shape[1] + 2 * width))
        padded[width:-width, width:-width] = image
        return padded
    rows = np.concatenate([image[:width][::-1], image, image[-width:][::-1]])
    return np.hstack([rows[:, :width][:, ::-1], rows, rows[:, -width:][:, ::-1]])


def convolve(image, kernel, stride=1):
    """Shifted copies of the image, each times one weight."""
    height = image.shape[0] - kernel.shape[0] + 1
    width = image.shape[1] - kernel.shape[1] + 1
    total = np.zeros((height, width))
    for (i, j), weight in np.ndenumerate(kernel):
        total += weight * image[i : i + height, j : j + width]
    return total[::stride, ::stride]


def max_pool(image, size):
    image = image[: len(image) - len(image) % size, : image.shape[1] - image.shape[1] % size]
    rows = np.maximum.reduceat(image, range(0, image.shape[0], size), axis=0)
    return np.maximum.reduceat(rows, range(0, image.shape[1], size), axis=1)


def output_size(size, kernel_size, stride, padding):
    last_start = size + 2 * padding - kernel_size
    return divmod(last_start, stride)[0] + 1
