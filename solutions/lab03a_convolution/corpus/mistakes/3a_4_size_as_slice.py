# task: 3a.4
# verdict: failed
# cause: not-numbers


def output_size(size, kernel_size, stride, padding):
    return slice(0, size + 2 * padding - kernel_size + 1, stride)
