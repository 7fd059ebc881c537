# task: 4b.7
# verdict: failed
# cause: probability-looked-up
def likeliest(probabilities, class_names, count):
    values = probabilities.tolist()
    best = sorted(values, reverse=True)[:count]
    return [(class_names[values.index(value)], value) for value in best]
