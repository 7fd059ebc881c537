/** One training, epoch by epoch; it knows nothing of the page. */

import { augment } from "./training_images.js";
import { TrainableNetwork } from "./training_network.js";
import { Random } from "./training_random.js";

const BATCH = 32;
const EVALUATED = 100;
/** The most errors that are shown: the most confident ones. */
const SHOWN_ERRORS = 12;

export class TrainingRun {
  /** `sets`: { side, train: { pixels, labels }, validation: { pixels, labels } }. */
  constructor(sets, { network, seed }) {
    this.sets = sets;
    this.network = new TrainableNetwork(network, sets.side, seed);
    this.shuffling = new Random(seed, 2);
    this.augmenting = new Random(seed, 3);
    this.epoch = 0;
    // The most that was ever used: a challenge must not be won by a slider moved at the end.
    this.most = { images: 0, dropout: 0, augmentation: 0 };
  }

  /** Train on each of the first `settings.images` training images once. */
  advance(settings) {
    const { side, train } = this.sets;
    const size = side * side;
    for (const name of Object.keys(this.most)) {
      this.most[name] = Math.max(this.most[name], settings[name]);
    }
    const order = this.shuffling.shuffle(Array.from({ length: settings.images }, (_, i) => i));
    for (let start = 0; start < order.length; start += BATCH) {
      const chosen = order.slice(start, start + BATCH);
      const batch = new Float32Array(chosen.length * size);
      chosen.forEach((index, place) => {
        const { pixels } = train;
        augment(pixels, index, side, settings.augmentation, this.augmenting, batch, place * size);
      });
      const labels = chosen.map((index) => train.labels[index]);
      this.network.learn(batch, labels, settings);
    }
    this.epoch += 1;
  }

  /**
   * The finished network on unaltered images without dropout: loss and accuracy on the first
   * `images` training images and on all validation images, and the most confident errors.
   */
  report(images) {
    const training = this.#measure(this.sets.train, images);
    const validation = this.#measure(this.sets.validation, this.sets.validation.labels.length);
    return {
      epoch: this.epoch,
      images,
      most: { ...this.most },
      parameters: this.network.parameterCount,
      training: { loss: training.loss, accuracy: training.accuracy },
      validation: { loss: validation.loss, accuracy: validation.accuracy },
      wrong: validation.errors.length,
      errors: this.#mostConfident(validation.errors),
      pictures: this.network.pictures,
    };
  }

  #measure({ pixels, labels }, count) {
    const size = this.sets.side ** 2;
    let loss = 0;
    const errors = [];
    for (let start = 0; start < count; start += EVALUATED) {
      const end = Math.min(start + EVALUATED, count);
      const all = this.network.predict(pixels.subarray(start * size, end * size), end - start);
      const classes = all.length / (end - start);
      for (let index = start; index < end; index++) {
        const own = all.subarray((index - start) * classes, (index - start + 1) * classes);
        // Keras cuts off at the same number.
        loss -= Math.log(Math.max(own[labels[index]], 1e-7)) / count;
        const predicted = own.indexOf(Math.max(...own));
        if (predicted !== labels[index]) {
          errors.push({ index, predicted, label: labels[index], probability: own[predicted] });
        }
      }
    }
    return { loss, accuracy: 1 - errors.length / count, errors };
  }

  #mostConfident(errors) {
    const size = this.sets.side ** 2;
    const { pixels } = this.sets.validation;
    return errors
      .sort((a, b) => b.probability - a.probability)
      .slice(0, SHOWN_ERRORS)
      .map((error) => ({
        ...error,
        values: Array.from(pixels.subarray(error.index * size, (error.index + 1) * size)),
      }));
  }
}
