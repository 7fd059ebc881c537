# task: 4b.3
# verdict: failed
# cause: crop-first-and-last
import numpy as np


def crop_ink(ink):
    places = np.argwhere(ink > FAINTEST)
    if not len(places):
        return ink
    (top, left), (bottom, right) = places[0], places[-1]
    return ink[top : bottom + 1, left : right + 1]
