# lab: lab02
import tempfile
from pathlib import Path

from tensorflow.keras.callbacks import CSVLogger, LearningRateScheduler, ModelCheckpoint


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile(loss="categorical_crossentropy", metrics=["accuracy"], optimizer="adam")
    callbacks = [
        ModelCheckpoint("/tmp/best.weights.h5", save_weights_only=True, save_best_only=True),
        ModelCheckpoint("/content/best.keras"),
        CSVLogger(Path(tempfile.mkdtemp(), "log.csv")),
        LearningRateScheduler(lambda epoch, rate: rate * 0.98),
    ]
    return model.fit(
        x_train,
        y_train,
        epochs=epochs,
        validation_data=(x_valid, y_valid),
        callbacks=callbacks,
        verbose=0,
    )
