# task: 3a.4
# verdict: failed
# cause: set-returned


def output_size(size, kernel_size, stride, padding):
    return {(size + 2 * padding - kernel_size) // stride + 1}
