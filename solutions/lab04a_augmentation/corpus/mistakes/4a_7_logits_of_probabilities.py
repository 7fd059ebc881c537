# task: 4a.7
# verdict: failed
# cause: logits-of-probabilities
import keras


def train_model(model, x_train, y_train, x_valid, y_valid, epochs, change=augment):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model.fit(
        ChangingImages(x_train, y_train, change),
        validation_data=(x_valid, y_valid),
        epochs=epochs,
        verbose=0,
    )
