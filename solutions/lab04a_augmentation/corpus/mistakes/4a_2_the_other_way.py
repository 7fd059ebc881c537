# task: 4a.2
# verdict: failed
# cause: rotated-the-other-way
import numpy as np


def rotate(images, degrees):
    angles = np.radians(degrees)
    cosine, sine = np.cos(angles), np.sin(angles)
    return move_pixels(images, np.array([[cosine, sine], [-sine, cosine]]).transpose(2, 0, 1))
