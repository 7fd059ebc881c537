# task: 4b.7
# verdict: failed
# cause: set-returned
import numpy as np


def likeliest(probabilities, class_names, count):
    order = np.argsort(probabilities)[::-1][:count]
    return {(class_names[label], float(probabilities[label])) for label in order}
