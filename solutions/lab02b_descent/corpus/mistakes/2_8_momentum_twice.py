# task: 2.8
# verdict: failed
# cause: momentum-twice
import numpy as np


def descend(start, x, y, learning_rate, steps, momentum=0.0):
    place, step = np.array(start, float), np.zeros(2)
    path = [place]
    for _ in range(steps):
        slope = np.array(slopes(*place, x, y))
        step = momentum * step - learning_rate * slope
        place = place + momentum * step - learning_rate * slope
        path.append(place)
    return np.array(path)
