# task: 4a.2
# verdict: failed
# cause: matrices-reshaped
import numpy as np


def rotate(images, degrees):
    angles = np.radians(degrees)
    rows = [[np.cos(angles), -np.sin(angles)], [np.sin(angles), np.cos(angles)]]
    return move_pixels(images, np.array(rows).reshape(-1, 2, 2))
