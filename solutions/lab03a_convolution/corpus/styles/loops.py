# lab: lab03a
import math

import numpy as np


def make_kernel(name):
    return np.array(rows_of(name))


def rows_of(name):
    if name == "identity":
        return [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
    if name == "blur":
        return [[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]]
    if name == "sharpen":
        return [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
    if name == "brighten":
        return [[0, 0, 0], [0, 1.5, 0], [0, 0, 0]]
    if name == "darken":
        return [[0, 0, 0], [0, 0.5, 0], [0, 0, 0]]
    if name == "vertical_edges":
        return [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
    if name == "horizontal_edges":
        return [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]


def convolve(image, kernel, stride=1):
    output = []
    for top in range(0, len(image) - len(kernel) + 1, stride):
        row = []
        for left in range(0, len(image[0]) - len(kernel[0]) + 1, stride):
            total = 0.0
            for i in range(len(kernel)):
                for j in range(len(kernel[0])):
                    total += image[top + i][left + j] * kernel[i][j]
            row.append(total)
        output.append(row)
    return np.array(output)


def pad(image, width, mode):
    height, columns = len(image), len(image[0])

    def at(i, j):
        if mode == "zero":
            return image[i][j] if 0 <= i < height and 0 <= j < columns else 0
        i = -i - 1 if i < 0 else 2 * height - 1 - i if i >= height else i
        j = -j - 1 if j < 0 else 2 * columns - 1 - j if j >= columns else j
        return image[i][j]

    return np.array(
        [[at(i, j) for j in range(-width, columns + width)] for i in range(-width, height + width)]
    )


def output_size(size, kernel_size, stride, padding):
    return len(range(0, size + 2 * padding - kernel_size + 1, stride))


def neuron(window, weights, bias):
    total = bias
    for row, weight_row in zip(window, weights):
        for pixel, weight in zip(row, weight_row):
            total += pixel * weight
    if total < 0:
        return 0
    return total


def max_pool(image, size):
    output = []
    for i in range(0, len(image) - size + 1, size):
        output.append([])
        for j in range(0, len(image[0]) - size + 1, size):
            largest = -math.inf
            for di in range(size):
                for dj in range(size):
                    largest = max(largest, image[i + di][j + dj])
            output[-1].append(largest)
    return np.array(output)


def dropout(values, rate, rng):
    flat = []
    for value in values.ravel():
        flat.append(0.0 if rng.uniform() < rate else value / (1 - rate))
    return np.array(flat).reshape(values.shape)
