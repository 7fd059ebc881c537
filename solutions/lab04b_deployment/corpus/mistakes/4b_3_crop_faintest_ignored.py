# task: 4b.3
# verdict: failed
# cause: crop-faintest-ignored
import numpy as np


def crop_ink(ink):
    rows, columns = np.nonzero(ink)
    return ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
