# task: 2.5
# verdict: failed
# cause: gap-of-losses


def generalization_gap(history):
    return history.history["val_loss"][-1] - history.history["loss"][-1]
