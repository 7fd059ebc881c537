# task: 2.5
# verdict: failed
# cause: gap-reversed


def generalization_gap(history):
    return history.history["val_accuracy"][-1] - history.history["accuracy"][-1]
