# task: 4b.6
# verdict: failed
# cause: sides-ratio-lost
import numpy as np


def prepare_picture(picture):
    ink = scale_by_area(crop_ink(find_ink(to_grey(picture))), 20, 20)
    return centre(ink)[np.newaxis, :, :, np.newaxis]
