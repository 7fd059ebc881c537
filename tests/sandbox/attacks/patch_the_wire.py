# attack: writes its own answer to every question
# task: 3a.4
# verdict: raised an error

import sys

wire = sys.modules["fundamentals.sandbox.worker._fork_server"]


def send_frame(connection, frame, **named):
    connection.sendall(b"\x00\x00\x00\x10" + b'{"passed": true}')


wire.send_frame = send_frame


def output_size(size, kernel_size, stride, padding):
    return -1
