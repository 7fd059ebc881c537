# task: 4a.7
# verdict: failed
# cause: changed-once
import numpy as np


def train_model(model, x_train, y_train, x_valid, y_valid, epochs, change=augment):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    changed = change(x_train, np.random.default_rng(0))
    return model.fit(changed, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0)
