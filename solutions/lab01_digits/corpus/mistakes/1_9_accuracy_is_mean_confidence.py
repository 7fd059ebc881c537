# task: 1.9
# verdict: failed
# cause: accuracy-is-mean-confidence
import numpy as np


def measure_accuracy(model, vectors, labels):
    rows = model.predict(vectors, verbose=0)
    return np.mean(np.max(rows, axis=1))
