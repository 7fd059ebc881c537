# attack: starts more threads than are allowed, each with a small stack
# task: 3a.4
# verdict: raised an error

import threading


def output_size(size, kernel_size, stride, padding):
    threading.stack_size(2**15)
    while True:
        threading.Thread(target=threading.Event().wait).start()
