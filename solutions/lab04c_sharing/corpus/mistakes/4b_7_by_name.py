# task: 4b.7
# verdict: failed
# cause: pairs-by-name
def likeliest(probabilities, class_names, count):
    return sorted(zip(class_names, probabilities.tolist(), strict=True))[:count]
