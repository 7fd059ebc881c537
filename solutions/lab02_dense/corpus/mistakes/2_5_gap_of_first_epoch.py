# task: 2.5
# verdict: failed
# cause: gap-of-first-epoch


def generalization_gap(history):
    return history.history["accuracy"][0] - history.history["val_accuracy"][0]
