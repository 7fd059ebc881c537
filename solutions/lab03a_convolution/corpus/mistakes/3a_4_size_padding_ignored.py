# task: 3a.4
# verdict: failed
# cause: size-padding-ignored


def output_size(size, kernel_size, stride, padding):
    return (size - kernel_size) // stride + 1
