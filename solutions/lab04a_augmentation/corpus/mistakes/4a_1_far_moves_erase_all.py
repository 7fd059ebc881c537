# task: 4a.1
# verdict: failed
# cause: all-zeros
import numpy as np


def shift(images, down, right):
    count, height, width, _ = images.shape
    room = ((0, 0), (4, 4), (4, 4), (0, 0))
    padded = np.pad(images, room)
    shifted = np.zeros_like(images)
    for number in range(count):
        top, left = 4 - down[number], 4 - right[number]
        if 0 <= top <= 8 and 0 <= left <= 8:
            shifted[number] = padded[number, top : top + height, left : left + width]
    return shifted
