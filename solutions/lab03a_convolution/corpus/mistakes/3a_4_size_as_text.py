# task: 3a.4
# verdict: failed
# cause: text-not-numbers


def output_size(size, kernel, stride, padding):
    return str((size + 2 * padding - kernel) // stride + 1)
