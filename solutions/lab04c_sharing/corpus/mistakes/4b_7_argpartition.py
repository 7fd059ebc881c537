# task: 4b.7
# verdict: failed
# cause: likeliest-unordered
def likeliest(probabilities, class_names, count):
    count = min(count, len(probabilities))
    best = np.argpartition(-probabilities, count - 1)[:count]
    return [(class_names[label], float(probabilities[label])) for label in best]
