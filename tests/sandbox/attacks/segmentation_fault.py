# attack: reads address 0
# task: 3a.4
# verdict: raised an error

import ctypes


def output_size(size, kernel_size, stride, padding):
    return ctypes.string_at(0)
