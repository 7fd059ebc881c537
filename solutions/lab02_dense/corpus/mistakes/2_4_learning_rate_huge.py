# task: 2.4
# verdict: failed
# cause: loss-not-finite
import keras


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile(optimizer=keras.optimizers.SGD(1e30), loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0
    )
