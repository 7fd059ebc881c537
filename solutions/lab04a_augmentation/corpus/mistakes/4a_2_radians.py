# task: 4a.2
# verdict: failed
# cause: degrees-as-radians
import numpy as np


def rotate(images, degrees):
    cosine, sine = np.cos(degrees), np.sin(degrees)
    return move_pixels(images, np.array([[cosine, -sine], [sine, cosine]]).transpose(2, 0, 1))
