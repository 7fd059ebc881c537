# task: 4b.3
# verdict: raised an error
# cause: crop-blank
import numpy as np


def crop_ink(ink):
    rows, columns = np.nonzero(ink > FAINTEST)
    return ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
