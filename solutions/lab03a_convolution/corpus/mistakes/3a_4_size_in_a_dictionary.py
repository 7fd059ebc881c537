# task: 3a.4
# verdict: failed
# cause: dictionary-not-numbers


def output_size(size, kernel_size, stride, padding):
    return {"size": (size + 2 * padding - kernel_size) // stride + 1}
