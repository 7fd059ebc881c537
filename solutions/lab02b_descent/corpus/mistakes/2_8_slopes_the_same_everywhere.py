# task: 2.8
# verdict: failed
# cause: term-missing


def slopes(weight, bias, x, y):
    return 1.0, 1.0


def descend(start, x, y, learning_rate, steps, momentum=0.0):
    along, step = [0.0], 0.0
    for _ in range(steps):
        step = momentum * step - learning_rate
        along.append(along[-1] + step)
    return np.array(start, dtype=float) + np.array(along)[:, np.newaxis]
