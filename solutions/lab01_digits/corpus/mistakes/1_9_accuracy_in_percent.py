# task: 1.9
# verdict: failed
# cause: accuracy-in-percent
import numpy as np


def measure_accuracy(model, vectors, labels):
    rows = model.predict(vectors, verbose=0)
    return 100 * np.mean(np.argmax(rows, axis=1) == labels)
