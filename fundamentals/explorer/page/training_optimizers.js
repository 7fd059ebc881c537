/** The optimizers that a learner may choose: what each is called, and how it changes a parameter. */

/** Stochastic gradient descent, plain. */
function sgd({ values, gradient }, rate) {
  for (let index = 0; index < values.length; index++) values[index] -= rate * gradient[index];
}

/** Adam (Kingma and Ba, 2015), with Keras's settings; `step` counts from 1. */
function adam(parameter, rate, step) {
  const { values, gradient } = parameter;
  const mean = (parameter.mean ??= new Float32Array(values.length));
  const square = (parameter.square ??= new Float32Array(values.length));
  const corrected = (rate * Math.sqrt(1 - 0.999 ** step)) / (1 - 0.9 ** step);
  for (let index = 0; index < values.length; index++) {
    const slope = gradient[index];
    mean[index] += 0.1 * (slope - mean[index]);
    square[index] += 0.001 * (slope * slope - square[index]);
    values[index] -= (corrected * mean[index]) / (Math.sqrt(square[index]) + 1e-7);
  }
}

export const OPTIMIZERS = {
  adam: { text: "Adam", update: adam },
  sgd: { text: "SGD", update: sgd },
};
