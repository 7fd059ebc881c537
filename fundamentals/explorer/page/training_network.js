/** A small network that learns: layers and cross-entropy. */

import { softmax } from "./softmax.js";
import { Convolution, Dense, Dropout, MaxPooling, Relu } from "./training_layers.js";
import { OPTIMIZERS } from "./training_optimizers.js";
import { Random } from "./training_random.js";

const CLASSES = 10;

/** The layers of each kind of network: 4,000 and 5,000 parameters. */
const BUILDERS = {
  dense: (side, random) => {
    const hidden = new Dense(side * side, 24, random);
    return [hidden, new Relu(), new Dropout(), new Dense(24, CLASSES, random)];
  },
  cnn: (side, random) => {
    const first = new Convolution([side, side, 1], 8, random);
    const pool = new MaxPooling(first.shape);
    const second = new Convolution(pool.shape, 16, random);
    const last = new Dense(second.size, CLASSES, random);
    return [first, new Relu(), pool, second, new Relu(), new Dropout(), last];
  },
};

export class TrainableNetwork {
  /** `kind`: "dense" or "cnn". Images have `side` × `side` pixels, 0–1. */
  constructor(kind, side, seed) {
    this.kind = kind;
    this.layers = BUILDERS[kind](side, new Random(seed, 0));
    this.parameters = this.layers.flatMap((layer) => layer.parameters);
    this.dropout = this.layers.find((layer) => layer instanceof Dropout);
    this.random = new Random(seed, 1);
    this.steps = 0;
  }

  get parameterCount() {
    return this.parameters.reduce((sum, { values }) => sum + values.length, 0);
  }

  /** Return the probabilities of `count` images, 10 for each. */
  predict(images, count, random = null) {
    let values = images;
    for (const layer of this.layers) values = layer.forward(values, count, random);
    return softmax(values, CLASSES);
  }

  /** Fill in the gradients of the mean cross-entropy of a batch; return its probabilities. */
  differentiate(images, labels, random = null) {
    const count = labels.length;
    const probabilities = this.predict(images, count, random);
    // The slope of softmax and cross-entropy together: probability less truth.
    let gradient = probabilities.map((probability) => probability / count);
    labels.forEach((label, example) => (gradient[example * CLASSES + label] -= 1 / count));
    for (const layer of this.layers.toReversed()) gradient = layer.backward(gradient, count);
    return probabilities;
  }

  /** One step of training on a batch. */
  learn(images, labels, { optimizer, rate, dropout }) {
    this.dropout.rate = dropout;
    this.differentiate(images, labels, this.random);
    this.steps += 1;
    const { update } = OPTIMIZERS[optimizer];
    for (const parameter of this.parameters) update(parameter, rate, this.steps);
  }

  /** The first layer's weights as pictures, one per kernel or neuron, as map_grid.js draws them. */
  get pictures() {
    const [{ weights, filters, size }] = this.layers;
    const count = filters ?? size;
    const side = Math.sqrt(weights.values.length / count);
    return { count, rows: side, columns: side, data: weights.values.slice(), step: count };
  }
}
