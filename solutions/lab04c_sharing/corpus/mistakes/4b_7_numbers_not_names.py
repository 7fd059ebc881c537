# task: 4b.7
# verdict: failed
# cause: numbers-not-names
import numpy as np


def likeliest(probabilities, class_names, count):
    return [(i, probabilities[i]) for i in np.argsort(-probabilities)[:count]]
