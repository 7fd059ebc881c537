# task: 3a.7
# verdict: failed
# cause: dropout-values-removed


def dropout(values, rate, rng):
    keep = rng.random(values.shape) >= rate
    return values[keep] / (1 - rate)
