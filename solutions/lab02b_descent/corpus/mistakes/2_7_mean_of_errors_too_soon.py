# task: 2.7
# verdict: failed
# cause: slope-not-averaged


def slopes(weight, bias, x, y):
    error = np.mean(weight * x + bias - y)
    return 2 * error * x, 2 * error
