/** The learner's network: a list of operations, run forward, and backward for Grad-CAM. */

import { OPERATIONS } from "./operations.js";

/** Replace each reference to weights, { offset, shape }, by one that has its data as well. */
function attachWeights(operation, weights) {
  const attached = { ...operation };
  for (const [name, setting] of Object.entries(operation)) {
    if (setting?.offset === undefined) continue;
    const length = setting.shape.reduce((a, b) => a * b, 1);
    attached[name] = {
      ...setting,
      data: weights.subarray(setting.offset, setting.offset + length),
    };
  }
  return attached;
}

export class Network {
  /**
   * `model` is what Python's describe_model wrote, `weights` its weights one after the other;
   * `imageShape` is [rows, columns, channels].
   */
  constructor(model, weights, imageShape) {
    this.operations = model.operations.map((operation) => attachWeights(operation, weights));
    this.layers = model.layers;
    this.score = model.score;
    this.output = model.output;
    this.imageShape = imageShape;
  }

  /** Return every value: the image, then what each operation makes of those before. */
  run(pixels) {
    const values = [{ data: Float32Array.from(pixels), shape: this.imageShape }];
    for (const operation of this.operations) {
      const inputs = operation.inputs.map((index) => values[index]);
      const data = OPERATIONS[operation.kind].forward(operation, inputs);
      values.push({ data, shape: operation.shape });
    }
    return values;
  }

  predict(pixels) {
    return this.run(pixels)[this.output].data;
  }

  /** Return the slope of the class's score with respect to value `target`, null without one. */
  slope(values, classIndex, target) {
    const gradients = values.map(() => null);
    gradients[this.score] = new Float32Array(values[this.score].data.length);
    gradients[this.score][classIndex] = 1;
    for (let index = this.score; index > target; index--) {
      if (!gradients[index]) continue;
      const operation = this.operations[index - 1];
      const inputs = operation.inputs.map((input) => values[input]);
      const { backward } = OPERATIONS[operation.kind];
      backward(operation, inputs, values[index], gradients[index]).forEach((gradient, position) => {
        const input = operation.inputs[position];
        const known = gradients[input];
        gradients[input] = known ? gradient.map((value, place) => value + known[place]) : gradient;
      });
    }
    return gradients[target];
  }

  /**
   * Grad-CAM (Selvaraju et al., 2017): the channels of value `target`, each weighted by the mean
   * slope of the class's score, added up and cut off below 0. One number a place.
   */
  gradCam(values, classIndex, target) {
    const { data, shape } = values[target];
    const [rows, columns, channels] = shape;
    const heat = new Float32Array(rows * columns);
    const slope = this.slope(values, classIndex, target);
    if (!slope) return heat;
    const weights = new Float32Array(channels);
    slope.forEach((value, place) => (weights[place % channels] += value / heat.length));
    return heat.map((_, place) => {
      let sum = 0;
      for (let channel = 0; channel < channels; channel++) {
        sum += weights[channel] * data[place * channels + channel];
      }
      return Math.max(sum, 0);
    });
  }
}
