/** Activation functions and their slopes. */

import { softmax, softmaxBackward } from "./softmax.js";

const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

const sigmoid = (x) => 1 / (1 + Math.exp(-x));
const softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** Normal distribution function, by Abramowitz and Stegun 7.1.26 (error below 1.5e-7). */
function normalDistribution(x) {
  const t = 1 / (1 + 0.3275911 * Math.abs(x) * Math.SQRT1_2);
  const polynomial =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = 0.5 * polynomial * Math.exp(-0.5 * x * x);
  return x >= 0 ? 1 - tail : tail;
}

const normalDensity = (x) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

/** Each function of one number: [value(x, settings), slope(x, settings)]. */
const POINTWISE = {
  relu: [
    (x, { slope, ceiling, threshold }) =>
      x < threshold ? slope * (x - threshold) : Math.min(x, ceiling ?? Infinity),
    (x, { slope, ceiling, threshold }) => {
      if (x > (ceiling ?? Infinity)) return 0;
      return x > threshold ? 1 : slope;
    },
  ],
  elu: [
    (x, { alpha }) => (x > 0 ? x : alpha * Math.expm1(x)),
    (x, { alpha }) => (x > 0 ? 1 : alpha * Math.exp(x)),
  ],
  selu: [
    (x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)),
    (x) => SELU_SCALE * (x > 0 ? 1 : SELU_ALPHA * Math.exp(x)),
  ],
  linear: [(x) => x, () => 1],
  exponential: [Math.exp, Math.exp],
  tanh: [Math.tanh, (x) => 1 - Math.tanh(x) ** 2],
  sigmoid: [sigmoid, (x) => sigmoid(x) * sigmoid(-x)],
  hard_sigmoid: [
    (x) => Math.min(Math.max(x / 6 + 0.5, 0), 1),
    (x) => (Math.abs(x) < 3 ? 1 / 6 : 0),
  ],
  softplus: [softplus, sigmoid],
  softsign: [(x) => x / (1 + Math.abs(x)), (x) => 1 / (1 + Math.abs(x)) ** 2],
  silu: [(x) => x * sigmoid(x), (x) => sigmoid(x) * (1 + x * sigmoid(-x))],
  gelu: [(x) => x * normalDistribution(x), (x) => normalDistribution(x) + x * normalDensity(x)],
  mish: [
    (x) => x * Math.tanh(softplus(x)),
    (x) => {
      const tanh = Math.tanh(softplus(x));
      return tanh + x * (1 - tanh * tanh) * sigmoid(x);
    },
  ],
};

export const activation = {
  forward(operation, [input]) {
    if (operation.function === "softmax") return softmax(input.data, input.shape[2]);
    const [value] = POINTWISE[operation.function];
    return input.data.map((x) => value(x, operation));
  },

  backward(operation, [input], output, gradient) {
    if (operation.function === "softmax") {
      return [softmaxBackward(output.data, gradient, output.shape[2])];
    }
    const [, slope] = POINTWISE[operation.function];
    return [gradient.map((g, place) => g * slope(input.data[place], operation))];
  },
};
