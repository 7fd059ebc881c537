# lab: lab03b
import tensorflow as tf


class ConvolutionBlock(tf.keras.layers.Layer):
    def __init__(self, filters, **kwargs):
        super().__init__(**kwargs)
        self.convolution = tf.keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)
        self.normalize = tf.keras.layers.BatchNormalization()

    def call(self, x, training=None):
        x = tf.nn.relu(self.normalize(self.convolution(x), training=training))
        return tf.nn.max_pool2d(x, ksize=2, strides=2, padding="SAME")


class OwnDense(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer="he_normal")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, x):
        return tf.nn.relu(tf.matmul(x, self.w) + self.b)


class Network(tf.keras.Model):
    def __init__(self, num_classes):
        super().__init__()
        self.blocks = [ConvolutionBlock(16), ConvolutionBlock(32)]
        self.hidden = OwnDense(64)
        self.drop = tf.keras.layers.Dropout(0.3)
        self.head = tf.keras.layers.Dense(num_classes)

    def call(self, images, training=False):
        x = images
        for block in self.blocks:
            x = block(x, training=training)
        x = self.hidden(tf.reshape(x, (-1, 7 * 7 * 32)))
        if training:
            x = self.drop(x, training=training)
        return tf.nn.softmax(self.head(x))


def build_cnn(input_shape, num_classes):
    return Network(num_classes)
