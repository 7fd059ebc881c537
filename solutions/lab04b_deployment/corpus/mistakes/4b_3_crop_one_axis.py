# task: 4b.3
# verdict: failed
# cause: crop-one-axis
import numpy as np


def crop_ink(ink):
    rows, _ = np.nonzero(ink > FAINTEST)
    return ink[rows.min() : rows.max() + 1]
