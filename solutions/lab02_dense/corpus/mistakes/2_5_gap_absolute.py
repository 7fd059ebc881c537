# task: 2.5
# verdict: failed
# cause: gap-absolute


def generalization_gap(history):
    return abs(history.history["accuracy"][-1] - history.history["val_accuracy"][-1])
