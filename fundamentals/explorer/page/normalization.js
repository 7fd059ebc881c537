/** Normalization of the channels of each pixel, as LayerNormalization does it. */

/** Each vector minus its mean, divided by its standard deviation. */
export const normalization = {
  forward({ epsilon }, [input]) {
    const output = new Float32Array(input.data.length);
    eachVector(input, epsilon, (first, mean, deviation, count) => {
      for (let place = first; place < first + count; place++) {
        output[place] = (input.data[place] - mean) / deviation;
      }
    });
    return output;
  },

  backward({ epsilon }, [input], { data: output }, gradient) {
    const result = new Float32Array(gradient.length);
    eachVector(input, epsilon, (first, _mean, deviation, count) => {
      let [sum, along] = [0, 0];
      for (let place = first; place < first + count; place++) {
        sum += gradient[place];
        along += gradient[place] * output[place];
      }
      for (let place = first; place < first + count; place++) {
        const rest = gradient[place] - (sum + output[place] * along) / count;
        result[place] = rest / deviation;
      }
    });
    return [result];
  },
};

/** Call `visit(first place, mean, standard deviation, length)` for the channels of each pixel. */
function eachVector({ data, shape }, epsilon, visit) {
  const count = shape[2];
  for (let first = 0; first < data.length; first += count) {
    let mean = 0;
    for (let place = first; place < first + count; place++) mean += data[place] / count;
    let variance = 0;
    for (let place = first; place < first + count; place++) {
      variance += (data[place] - mean) ** 2 / count;
    }
    visit(first, mean, Math.sqrt(variance + epsilon), count);
  }
}
