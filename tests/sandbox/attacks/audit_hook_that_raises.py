# attack: has Python's audit hook raise at every event
# task: 3a.4
# verdict: failed or raised an error
# why either: once an earlier submission imported Keras, answering raises an event too

import sys


def hook(event, arguments):
    raise RuntimeError(event)


def output_size(size, kernel_size, stride, padding):
    sys.addaudithook(hook)
    return -1
