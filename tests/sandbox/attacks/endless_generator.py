# attack: returns a generator without an end
# task: 3a.4
# verdict: failed

import itertools


def output_size(size, kernel_size, stride, padding):
    return itertools.count()
