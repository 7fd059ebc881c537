# task: 3a.4
# verdict: failed
# cause: size-stride-ignored


def output_size(size, kernel_size, stride, padding):
    return size + 2 * padding - kernel_size + 1
