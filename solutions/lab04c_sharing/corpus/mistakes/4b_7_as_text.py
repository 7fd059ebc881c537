# task: 4b.7
# verdict: failed
# cause: name-unknown


def likeliest(probabilities, class_names, count):
    order = np.argsort(probabilities)[::-1][:count]
    return [(class_names[label], f"{100 * probabilities[label]:.1f} %") for label in order]
