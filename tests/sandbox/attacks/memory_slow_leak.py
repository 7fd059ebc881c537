# attack: leaks slowly, swallowing every error
# task: 3a.4
# verdict: out of memory
# slow: fills memory

import os
import time


def output_size(size, kernel_size, stride, padding):
    taken = []
    while True:
        try:
            taken.append(bytearray(os.urandom(2**20) * 32))
        except MemoryError:
            pass
        time.sleep(0.001)
