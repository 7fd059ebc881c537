# task: 2.8
# verdict: failed
# cause: updated-one-after-other
import numpy as np


def descend(start, x, y, learning_rate, steps, momentum=0.0):
    weight, bias = start
    path = [(weight, bias)]
    for _ in range(steps):
        weight = weight - learning_rate * slopes(weight, bias, x, y)[0]
        bias = bias - learning_rate * slopes(weight, bias, x, y)[1]
        path.append((weight, bias))
    return np.array(path)
