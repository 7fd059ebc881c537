# attack: sleeps through its time
# task: 3a.4
# verdict: timed out
# slow: waits for its time limit

import time


def output_size(size, kernel_size, stride, padding):
    time.sleep(1000)
