# task: 2.7
# verdict: failed
# cause: slope-one-sided


def slopes(weight, bias, x, y):
    step, loss = 0.05, mean_squared_error(weight, bias, x, y)
    along_weight = mean_squared_error(weight + step, bias, x, y) - loss
    along_bias = mean_squared_error(weight, bias + step, x, y) - loss
    return along_weight / step, along_bias / step
