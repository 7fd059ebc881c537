# attack: has every step of a conversion return booleans, which cannot be subtracted
# task: 4b.6
# verdict: failed

import numpy as np


def booleans(*_):
    return np.ones((3, 3), bool)


to_grey = find_ink = crop_ink = scale_by_area = centre = prepare_picture = booleans
