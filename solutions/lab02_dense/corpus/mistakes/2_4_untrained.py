# task: 2.4
# verdict: failed
# cause: untrained
import keras


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model = keras.models.clone_model(model)
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0
    )
