# task: 4b.7
# verdict: failed
# cause: likeliest-last
import numpy as np


def likeliest(probabilities, class_names, count):
    return [(class_names[i], probabilities[i]) for i in np.argsort(probabilities)[:count]]
