# attack: prints 5 MB, on both streams, before a right answer
# task: 3a.4
# verdict: passed
# slow: prints 40 MB in all

import sys


def output_size(size, kernel_size, stride, padding):
    for _ in range(25):
        print("x" * 100_000)
        print("x" * 100_000, file=sys.stderr)
    return (size + 2 * padding - kernel_size) // stride + 1
