# task: 2.5
# verdict: failed
# cause: gap-in-points


def generalization_gap(history):
    return 100 * (history.history["accuracy"][-1] - history.history["val_accuracy"][-1])
