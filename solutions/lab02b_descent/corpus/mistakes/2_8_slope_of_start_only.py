# task: 2.8
# verdict: failed
# cause: slope-of-start-only
import numpy as np


def descend(start, x, y, learning_rate, steps, momentum=0.0):
    place, step = np.array(start), np.zeros(2)
    slope = np.array(slopes(*place, x, y))
    path = [place]
    for _ in range(steps):
        step = momentum * step - learning_rate * slope
        place = place + step
        path.append(place)
    return np.array(path)
