# task: 3a.1
# verdict: partly passed
# cause: list-not-array


def make_kernel(name):
    kernels = {
        "identity": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
        "blur": [[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]],
        "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
        "brighten": [[0, 0, 0], [0, 1.5, 0], [0, 0, 0]],
        "darken": [[0, 0, 0], [0, 0.5, 0], [0, 0, 0]],
        "vertical_edges": [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
        "horizontal_edges": [[1, 2, 1], [0, 0, 0], [-1, -2, -1]],
    }
    return kernels[name]
