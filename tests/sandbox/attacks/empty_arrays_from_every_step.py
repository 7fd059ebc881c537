# attack: has every step of a conversion return arrays without a number
# task: 4b.6
# verdict: failed

import numpy as np


def nothing(*_):
    return np.zeros((0, 4))


to_grey = find_ink = crop_ink = scale_by_area = centre = prepare_picture = nothing
