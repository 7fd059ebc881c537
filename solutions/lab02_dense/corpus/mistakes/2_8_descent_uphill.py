# task: 2.8
# verdict: failed
# cause: descent-uphill
import numpy as np


def descend(start, x, y, learning_rate, steps, momentum=0.0):
    place, step = np.array(start), np.zeros(2)
    path = [place]
    for _ in range(steps):
        step = momentum * step + learning_rate * np.array(slopes(*place, x, y))
        place = place + step
        path.append(place)
    return np.array(path)
