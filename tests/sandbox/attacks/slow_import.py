# attack: never gets to its functions
# task: 3a.4
# verdict: timed out

import time

time.sleep(1000)


def output_size(size, kernel_size, stride, padding):
    return (size + 2 * padding - kernel_size) // stride + 1
