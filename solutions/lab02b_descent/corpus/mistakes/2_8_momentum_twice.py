# task: 2.8
# verdict: failed
# cause: momentum-twice
import numpy as np


def descend(start, x, y, learning_rate, steps, momentum=0.0):
    position, step = np.array(start, float), np.zeros(2)
    path = [position]
    for _ in range(steps):
        slope = np.array(slopes(*position, x, y))
        step = momentum * step - learning_rate * slope
        position = position + momentum * step - learning_rate * slope
        path.append(position)
    return np.array(path)
