/** Operations that move values about or combine them, without a window. */

/** Times a scale and plus a shift, one of each a channel. */
export const affine = {
  forward({ scale, shift }, [input]) {
    const channels = input.shape[2];
    return input.data.map(
      (value, place) => value * scale.data[place % channels] + shift.data[place % channels],
    );
  },
  backward({ scale }, [input], _output, gradient) {
    const channels = input.shape[2];
    return [gradient.map((value, place) => value * scale.data[place % channels])];
  },
};

/** What the model adds to every image, such as the codes of positions. */
export const constant = {
  forward: ({ value }) => value.data,
  backward: () => [],
};

export const reshape = {
  forward: (_operation, [input]) => input.data,
  backward: (_operation, _inputs, _output, gradient) => [gradient],
};

export const add = {
  forward(_operation, [first, ...others]) {
    const sum = first.data.slice();
    for (const { data } of others) data.forEach((value, place) => (sum[place] += value));
    return sum;
  },
  backward: (_operation, inputs, _output, gradient) => inputs.map(() => gradient),
};

/** Run `copy(input index, place in it, place in the output, channels)` for each pixel and input. */
function eachPart({ shape: [rows, columns, channels] }, inputs, copy) {
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    let place = pixel * channels;
    inputs.forEach(({ shape }, index) => {
      copy(index, pixel * shape[2], place, shape[2]);
      place += shape[2];
    });
  }
}

export const concatenate = {
  forward(operation, inputs) {
    const output = new Float32Array(operation.shape.reduce((a, b) => a * b));
    eachPart(operation, inputs, (index, from, to, count) => {
      output.set(inputs[index].data.subarray(from, from + count), to);
    });
    return output;
  },
  backward(operation, inputs, _output, gradient) {
    const results = inputs.map(({ data }) => new Float32Array(data.length));
    eachPart(operation, inputs, (index, to, from, count) => {
      results[index].set(gradient.subarray(from, from + count), to);
    });
    return results;
  },
};

/** Run `copy(start in the small image, start in the padded one, length)` for each row. */
function eachRow({ shape, padding: [top, left] }, input, copy) {
  const [rows, columns, channels] = input.shape;
  for (let row = 0; row < rows; row++) {
    const padded = ((row + top) * shape[1] + left) * channels;
    copy(row * columns * channels, padded, columns * channels);
  }
}

export const zeroPadding = {
  forward(operation, [input]) {
    const output = new Float32Array(operation.shape.reduce((a, b) => a * b));
    eachRow(operation, input, (from, to, length) => {
      output.set(input.data.subarray(from, from + length), to);
    });
    return output;
  },
  backward(operation, [input], _output, gradient) {
    const result = new Float32Array(input.data.length);
    eachRow(operation, input, (to, from, length) => {
      result.set(gradient.subarray(from, from + length), to);
    });
    return [result];
  },
};
