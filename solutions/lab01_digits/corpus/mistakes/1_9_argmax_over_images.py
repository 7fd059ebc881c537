# task: 1.9
# verdict: raised an error
# cause: axis-other
import numpy as np


def measure_accuracy(model, vectors, labels):
    return float(np.mean(np.argmax(model.predict(vectors, verbose=0), axis=0) == labels))
