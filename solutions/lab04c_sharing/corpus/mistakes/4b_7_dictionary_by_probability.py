# task: 4b.7
# verdict: failed
# cause: probability-as-key
def likeliest(probabilities, class_names, count):
    names = {value: name for name, value in zip(class_names, probabilities)}
    return [(names[value], value) for value in sorted(names, reverse=True)][:count]
