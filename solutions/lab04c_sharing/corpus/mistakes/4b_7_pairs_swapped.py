# task: 4b.7
# verdict: failed
# cause: pairs-swapped
import numpy as np


def likeliest(probabilities, class_names, count):
    return [(probabilities[i], class_names[i]) for i in np.argsort(-probabilities)[:count]]
