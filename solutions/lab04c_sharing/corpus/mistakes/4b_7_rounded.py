# task: 4b.7
# verdict: failed
# cause: probability-rounded


def likeliest(probabilities, class_names, count):
    order = np.argsort(probabilities)[::-1][:count]
    return [(class_names[label], round(float(probabilities[label]), 2)) for label in order]
