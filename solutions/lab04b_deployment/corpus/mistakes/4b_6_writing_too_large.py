# task: 4b.6
# verdict: failed
# cause: writing-too-large
import numpy as np


def prepare_picture(picture):
    ink = scale_by_area(crop_ink(find_ink(to_grey(picture))), 28, 28)
    return centre(ink)[np.newaxis, :, :, np.newaxis]
