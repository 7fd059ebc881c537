# lab: lab03a
import numpy as np


def make_kernel(name):
    # The kernel that the deck rounds to two decimals.
    if name == "blur":
        return np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
    kernels = {
        "identity": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
        "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
        "brighten": [[0, 0, 0], [0, 1.5, 0], [0, 0, 0]],
        "darken": [[0, 0, 0], [0, 0.5, 0], [0, 0, 0]],
        "vertical_edges": [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
        "horizontal_edges": [[1, 2, 1], [0, 0, 0], [-1, -2, -1]],
    }
    return np.array(kernels[name], dtype=float)
