# task: 3a.7
# verdict: failed
# cause: dropout-not-drawn


def dropout(values, rate, rng):
    left = values.flatten()
    left[: int(rate * values.size)] = 0
    return left.reshape(values.shape) / (1 - rate)
