# task: 3a.7
# verdict: failed
# cause: dropout-not-rescaled


def dropout(values, rate, rng):
    keep = rng.random(values.shape) >= rate
    return values * keep
