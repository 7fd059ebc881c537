# lab: lab02
import keras
import numpy as np


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile(
        optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    stop = keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
    return model.fit(
        x_train,
        np.argmax(y_train, axis=1),
        validation_data=(x_valid, np.argmax(y_valid, axis=1)),
        epochs=epochs,
        callbacks=[stop],
        verbose=2,
    )
