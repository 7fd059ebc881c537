# task: 2.8
# verdict: failed
# cause: slope-of-start-only
import numpy as np


def descend(start, x, y, learning_rate, steps, momentum=0.0):
    position, step = np.array(start), np.zeros(2)
    slope = np.array(slopes(*position, x, y))
    path = [position]
    for _ in range(steps):
        step = momentum * step - learning_rate * slope
        position = position + step
        path.append(position)
    return np.array(path)
