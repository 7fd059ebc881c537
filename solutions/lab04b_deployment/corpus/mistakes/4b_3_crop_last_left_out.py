# task: 4b.3
# verdict: failed
# cause: crop-last-left-out
import numpy as np


def crop_ink(ink):
    rows, columns = np.nonzero(ink > FAINTEST)
    return ink[rows.min() : rows.max(), columns.min() : columns.max()]
