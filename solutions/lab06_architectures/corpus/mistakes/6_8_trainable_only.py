# task: 6.8
# verdict: failed
# cause: parameters-trainable-only
import time

import numpy as np


def measure_model(model, x_train, y_train, x_valid, y_valid, epochs):
    start = time.perf_counter()
    train_model(model, x_train, y_train, epochs)
    seconds = time.perf_counter() - start
    _, accuracy = model.evaluate(x_valid, y_valid, verbose=0)
    parameters = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    return {"parameters": parameters, "seconds": seconds, "accuracy": accuracy}
