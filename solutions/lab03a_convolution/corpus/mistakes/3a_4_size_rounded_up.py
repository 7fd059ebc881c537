# task: 3a.4
# verdict: failed
# cause: size-rounded-up
import numpy as np


def output_size(size, kernel_size, stride, padding):
    return int(np.ceil((size + 2 * padding - kernel_size) / stride)) + 1
