/**
 * Convolution and pooling: whatever slides a window over an image.
 *
 * A value is { data: Float32Array, shape: [rows, columns, channels] }, channels side by side.
 * Kernels are [rows, columns, channels a group, filters], as Keras stores them.
 */

/**
 * Visit each pair of a window's position and a pixel under it. Pixels in the padding are left out.
 * `visit(position, pixel, tap)` gets their numbers, counted row by row.
 */
export function eachTap(
  { size, strides, dilation, padding, shape: [rows, columns] },
  [height, width],
  visit,
) {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (let down = 0; down < size[0]; down++) {
        const y = row * strides[0] + down * dilation[0] - padding[0];
        if (y < 0 || y >= height) continue;
        for (let right = 0; right < size[1]; right++) {
          const x = column * strides[1] + right * dilation[1] - padding[1];
          if (x < 0 || x >= width) continue;
          visit(row * columns + column, y * width + x, down * size[1] + right);
        }
      }
    }
  }
}

/** Call `pair(channel, first filter, first weight)` for each channel that a tap multiplies. */
function channelWeights({ kernel, groups, shape }, channels, tap, pair) {
  const filters = shape[2];
  const filtersPerGroup = filters / groups;
  const channelsPerGroup = kernel.shape[2];
  for (let channel = 0; channel < channels; channel++) {
    const group = Math.floor(channel / channelsPerGroup);
    const firstFilter = group * filtersPerGroup;
    const row = tap * channelsPerGroup + (channel - group * channelsPerGroup);
    pair(channel, firstFilter, row * filters + firstFilter);
  }
}

function multiplyAdd(output, place, weights, offset, value, count) {
  for (let index = 0; index < count; index++) {
    output[place + index] += value * weights[offset + index];
  }
}

function dot(left, leftOffset, right, rightOffset, count) {
  let sum = 0;
  for (let index = 0; index < count; index++) {
    sum += left[leftOffset + index] * right[rightOffset + index];
  }
  return sum;
}

export const convolution = {
  forward(operation, [input]) {
    const [rows, columns, filters] = operation.shape;
    const channels = input.shape[2];
    const weights = operation.kernel.data;
    const filtersPerGroup = filters / operation.groups;
    const output = new Float32Array(rows * columns * filters);
    if (operation.bias) {
      for (let place = 0; place < output.length; place += filters) {
        output.set(operation.bias.data, place);
      }
    }
    eachTap(operation, input.shape, (position, pixel, tap) => {
      channelWeights(operation, channels, tap, (channel, firstFilter, offset) => {
        const value = input.data[pixel * channels + channel];
        // After ReLU about half of all values are 0.
        if (value === 0) return;
        multiplyAdd(
          output,
          position * filters + firstFilter,
          weights,
          offset,
          value,
          filtersPerGroup,
        );
      });
    });
    return output;
  },

  backward(operation, [input], _output, gradient) {
    const filters = operation.shape[2];
    const channels = input.shape[2];
    const weights = operation.kernel.data;
    const filtersPerGroup = filters / operation.groups;
    const result = new Float32Array(input.data.length);
    eachTap(operation, input.shape, (position, pixel, tap) => {
      channelWeights(operation, channels, tap, (channel, firstFilter, offset) => {
        result[pixel * channels + channel] += dot(
          gradient,
          position * filters + firstFilter,
          weights,
          offset,
          filtersPerGroup,
        );
      });
    });
    return [result];
  },
};

export const maxPooling = {
  forward(operation, [input]) {
    const channels = input.shape[2];
    const output = new Float32Array(operation.shape[0] * operation.shape[1] * channels).fill(
      -Infinity,
    );
    eachTap(operation, input.shape, (position, pixel) => {
      for (let channel = 0; channel < channels; channel++) {
        const value = input.data[pixel * channels + channel];
        const place = position * channels + channel;
        if (value > output[place]) output[place] = value;
      }
    });
    return output;
  },

  backward(operation, [input], output, gradient) {
    const channels = input.shape[2];
    const result = new Float32Array(input.data.length);
    // Of equal pixels the first one wins, as in TensorFlow.
    const settled = new Uint8Array(output.data.length);
    eachTap(operation, input.shape, (position, pixel) => {
      for (let channel = 0; channel < channels; channel++) {
        const place = position * channels + channel;
        const source = pixel * channels + channel;
        if (settled[place] || input.data[source] !== output.data[place]) continue;
        settled[place] = 1;
        result[source] += gradient[place];
      }
    });
    return [result];
  },
};

/** How many pixels lie under each position of the window: fewer at a padded border. */
function pixelsUnder(operation, inputShape) {
  const counts = new Float32Array(operation.shape[0] * operation.shape[1]);
  eachTap(operation, inputShape, (position) => {
    counts[position] += 1;
  });
  return counts;
}

export const averagePooling = {
  forward(operation, [input]) {
    const channels = input.shape[2];
    const counts = pixelsUnder(operation, input.shape);
    const output = new Float32Array(counts.length * channels);
    eachTap(operation, input.shape, (position, pixel) => {
      for (let channel = 0; channel < channels; channel++) {
        output[position * channels + channel] += input.data[pixel * channels + channel];
      }
    });
    return output.map((sum, place) => sum / counts[Math.floor(place / channels)]);
  },

  backward(operation, [input], _output, gradient) {
    const channels = input.shape[2];
    const counts = pixelsUnder(operation, input.shape);
    const result = new Float32Array(input.data.length);
    eachTap(operation, input.shape, (position, pixel) => {
      for (let channel = 0; channel < channels; channel++) {
        result[pixel * channels + channel] +=
          gradient[position * channels + channel] / counts[position];
      }
    });
    return [result];
  },
};
