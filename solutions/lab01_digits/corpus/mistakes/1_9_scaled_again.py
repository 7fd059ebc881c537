# task: 1.9
# verdict: failed
# cause: pixels-scaled-twice


def measure_accuracy(model, vectors, labels):
    answers = model.predict(vectors / 255, verbose=0).argmax(axis=1)
    return float(np.mean(answers == labels))
