# task: 3a.7
# verdict: failed
# cause: dropout-wrong-share


def dropout(values, rate, rng):
    keep = rng.random(values.shape) >= 0.5
    return values * keep / (1 - rate)
