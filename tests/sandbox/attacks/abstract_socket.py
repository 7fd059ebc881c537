# attack: connects to a socket that lies outside the file system
# task: 3a.4
# verdict: raised an error

import socket


def output_size(size, kernel_size, stride, padding):
    with socket.socket(socket.AF_UNIX) as outside:
        outside.connect("\0fundamentals_canary")
    return (size + 2 * padding - kernel_size) // stride + 1
