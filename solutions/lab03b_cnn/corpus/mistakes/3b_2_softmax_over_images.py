# task: 3b.2
# verdict: failed
# cause: softmax-over-images
import keras


def build_cnn(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(num_classes),
            keras.layers.Softmax(axis=0),
        ]
    )
