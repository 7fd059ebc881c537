# task: 4b.7
# verdict: failed
# cause: array-of-texts
import numpy as np


def likeliest(probabilities, class_names, count):
    order = np.argsort(probabilities)[::-1][:count]
    return np.array([(class_names[label], probabilities[label]) for label in order])
