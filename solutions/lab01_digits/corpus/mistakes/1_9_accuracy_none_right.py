# task: 1.9
# verdict: failed
# cause: accuracy-none-right
import numpy as np


def measure_accuracy(model, vectors, labels):
    rows = model.predict(vectors, verbose=0)
    answers = np.argmax(rows, axis=1)
    return float(np.array_equal(answers, labels))
