# task: 2.4
# verdict: failed
# cause: logits-of-probabilities
import keras


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile(optimizer="adam", loss=keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model.fit(
        x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0
    )
