# task: 5.3
# verdict: failed
# cause: trained-on-scaled-twice
import keras


def train_head(model, x_train, y_train, epochs):
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train / 255, y_train, epochs=epochs, batch_size=10, verbose=0)
