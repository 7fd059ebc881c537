/**
 * Layers that learn. Each works on a batch: arrays hold one example after the other, an image as
 * rows × columns × channels.
 *
 * `forward(input, count, random)` returns the output; `random` is null except in training.
 * `backward(gradient, count)` takes the loss's gradient with respect to that output, fills in the
 * gradients of `parameters`, and returns the one with respect to the input.
 */

/** A parameter starts as Keras's does: Glorot uniform weights, biases of 0. */
function parameter(length, random = null, fanIn = 0, fanOut = 0) {
  const values = new Float32Array(length);
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  if (random) values.forEach((_, index) => (values[index] = random.between(-limit, limit)));
  return { values, gradient: new Float32Array(length) };
}

export class Dense {
  constructor(inputs, outputs, random) {
    this.inputs = inputs;
    this.size = outputs;
    this.weights = parameter(inputs * outputs, random, inputs, outputs);
    this.bias = parameter(outputs);
    this.parameters = [this.weights, this.bias];
  }

  forward(input, count) {
    const { inputs, size, weights, bias } = this;
    const output = new Float32Array(count * size);
    for (let example = 0; example < count; example++) {
      const to = example * size;
      output.set(bias.values, to);
      for (let index = 0; index < inputs; index++) {
        const value = input[example * inputs + index];
        // Most pixels, and half of what ReLU gives, are 0.
        if (value === 0) continue;
        const row = index * size;
        for (let unit = 0; unit < size; unit++) {
          output[to + unit] += value * weights.values[row + unit];
        }
      }
    }
    this.input = input;
    return output;
  }

  backward(gradient, count) {
    const { inputs, size, weights, bias, input } = this;
    const result = new Float32Array(count * inputs);
    weights.gradient.fill(0);
    bias.gradient.fill(0);
    for (let example = 0; example < count; example++) {
      const from = example * size;
      for (let unit = 0; unit < size; unit++) bias.gradient[unit] += gradient[from + unit];
      for (let index = 0; index < inputs; index++) {
        const value = input[example * inputs + index];
        const row = index * size;
        let sum = 0;
        for (let unit = 0; unit < size; unit++) {
          sum += gradient[from + unit] * weights.values[row + unit];
          weights.gradient[row + unit] += value * gradient[from + unit];
        }
        result[example * inputs + index] = sum;
      }
    }
    return result;
  }
}

/**
 * 3 × 3 kernels, stride 1, no padding; weights as Keras stores them: 3 × 3 × channels × filters.
 * The number of filters is a multiple of four.
 */
export class Convolution {
  constructor([rows, columns, channels], filters, random) {
    Object.assign(this, { rows, columns, channels, filters });
    this.shape = [rows - 2, columns - 2, filters];
    this.size = this.shape[0] * this.shape[1] * filters;
    this.weights = parameter(9 * channels * filters, random, 9 * channels, 9 * filters);
    this.bias = parameter(filters);
    this.parameters = [this.weights, this.bias];
  }

  // Both passes keep four filters at a time in registers: twice as fast as filter by filter.
  forward(input, count) {
    const { filters } = this;
    const weights = this.weights.values;
    const bias = this.bias.values;
    const output = new Float32Array(count * this.size);
    const windows = this.#windows(count);
    const taps = this.#taps;
    for (let window = 0; window < windows.length; window++) {
      const start = windows[window];
      for (let filter = 0; filter < filters; filter += 4) {
        let first = bias[filter];
        let second = bias[filter + 1];
        let third = bias[filter + 2];
        let fourth = bias[filter + 3];
        for (let tap = 0, row = filter; tap < taps.length; tap++, row += filters) {
          const value = input[start + taps[tap]];
          // Most pixels, and half of what ReLU gives, are 0.
          if (value === 0) continue;
          first += value * weights[row];
          second += value * weights[row + 1];
          third += value * weights[row + 2];
          fourth += value * weights[row + 3];
        }
        const to = window * filters + filter;
        output[to] = first;
        output[to + 1] = second;
        output[to + 2] = third;
        output[to + 3] = fourth;
      }
    }
    this.input = input;
    return output;
  }

  backward(gradient, count) {
    const { filters, input } = this;
    const weights = this.weights.values;
    const slopes = this.weights.gradient.fill(0);
    const biasSlopes = this.bias.gradient.fill(0);
    const result = new Float32Array(input.length);
    const windows = this.#windows(count);
    const taps = this.#taps;
    for (let window = 0; window < windows.length; window++) {
      const start = windows[window];
      for (let filter = 0; filter < filters; filter += 4) {
        const from = window * filters + filter;
        const first = gradient[from];
        const second = gradient[from + 1];
        const third = gradient[from + 2];
        const fourth = gradient[from + 3];
        // ReLU and max pooling let most gradients through as 0.
        if (first === 0 && second === 0 && third === 0 && fourth === 0) continue;
        biasSlopes[filter] += first;
        biasSlopes[filter + 1] += second;
        biasSlopes[filter + 2] += third;
        biasSlopes[filter + 3] += fourth;
        for (let tap = 0, row = filter; tap < taps.length; tap++, row += filters) {
          const place = start + taps[tap];
          const value = input[place];
          slopes[row] += value * first;
          slopes[row + 1] += value * second;
          slopes[row + 2] += value * third;
          slopes[row + 3] += value * fourth;
          result[place] +=
            first * weights[row] +
            second * weights[row + 1] +
            third * weights[row + 2] +
            fourth * weights[row + 3];
        }
      }
    }
    return result;
  }

  /** Where each window of each example starts in the input. */
  #windows(count) {
    const { rows, columns, channels, shape } = this;
    const each = shape[0] * shape[1];
    return Int32Array.from({ length: count * each }, (_, window) => {
      const example = Math.floor(window / each);
      const row = Math.floor((window % each) / shape[1]);
      return ((example * rows + row) * columns + (window % shape[1])) * channels;
    });
  }

  /** Where each number under a window lies, from the window's start, in the order of the weights. */
  get #taps() {
    const { columns, channels } = this;
    return Int32Array.from({ length: 9 * channels }, (_, tap) => {
      const down = Math.floor(tap / (3 * channels));
      return down * columns * channels + (tap % (3 * channels));
    });
  }
}

/** 2 × 2 windows, stride 2; a last odd row or column is left out, as in Keras. */
export class MaxPooling {
  constructor([rows, columns, channels]) {
    Object.assign(this, { rows, columns, channels });
    this.shape = [rows >> 1, columns >> 1, channels];
    this.size = this.shape[0] * this.shape[1] * channels;
    this.parameters = [];
  }

  forward(input, count) {
    const { columns, channels, shape } = this;
    const output = new Float32Array(count * this.size);
    this.winners = new Uint32Array(output.length);
    let to = 0;
    for (let example = 0; example < count; example++) {
      for (let row = 0; row < shape[0]; row++) {
        for (let column = 0; column < shape[1]; column++) {
          const corner = ((example * this.rows + 2 * row) * columns + 2 * column) * channels;
          for (let channel = 0; channel < channels; channel++, to++) {
            const first = corner + channel;
            let best = first;
            // Of equal pixels the first one wins, as in TensorFlow.
            for (const step of [channels, columns * channels, (columns + 1) * channels]) {
              if (input[first + step] > input[best]) best = first + step;
            }
            this.winners[to] = best;
            output[to] = input[best];
          }
        }
      }
    }
    this.inputLength = input.length;
    return output;
  }

  backward(gradient) {
    const result = new Float32Array(this.inputLength);
    gradient.forEach((value, place) => (result[this.winners[place]] += value));
    return result;
  }
}

export class Relu {
  parameters = [];

  forward(input) {
    this.output = input.map((value) => (value > 0 ? value : 0));
    return this.output;
  }

  backward(gradient) {
    return gradient.map((value, place) => (this.output[place] > 0 ? value : 0));
  }
}

/** In training, each number becomes 0 with probability `rate`; the others grow to make up for it. */
export class Dropout {
  parameters = [];
  rate = 0;

  forward(input, _count, random) {
    this.mask = null;
    if (!random || this.rate === 0) return input;
    const kept = 1 / (1 - this.rate);
    this.mask = input.map(() => (random.next() < this.rate ? 0 : kept));
    return input.map((value, place) => value * this.mask[place]);
  }

  backward(gradient) {
    return this.mask ? gradient.map((value, place) => value * this.mask[place]) : gradient;
  }
}
