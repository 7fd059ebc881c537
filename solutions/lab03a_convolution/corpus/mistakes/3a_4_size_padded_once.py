# task: 3a.4
# verdict: failed
# cause: size-padded-once


def output_size(size, kernel_size, stride, padding):
    return (size + padding - kernel_size) // stride + 1
