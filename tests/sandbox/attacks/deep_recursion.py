# attack: recurses until its stack runs over, with no limit to stop it
# task: 3a.4
# verdict: out of memory
# slow: fills memory

import sys


def output_size(size, kernel_size, stride, padding):
    sys.setrecursionlimit(10**9)

    def deeper(depth):
        return deeper(depth + 1) + sum([depth])

    return deeper(0)
