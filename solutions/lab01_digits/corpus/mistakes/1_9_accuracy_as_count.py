# task: 1.9
# verdict: failed
# cause: accuracy-as-count
import numpy as np


def measure_accuracy(model, vectors, labels):
    rows = model.predict(vectors, verbose=0)
    return np.sum(np.argmax(rows, axis=1) == labels)
