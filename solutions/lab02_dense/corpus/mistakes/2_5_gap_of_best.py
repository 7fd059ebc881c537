# task: 2.5
# verdict: failed
# cause: gap-of-best


def generalization_gap(history):
    return max(history.history["accuracy"]) - max(history.history["val_accuracy"])
