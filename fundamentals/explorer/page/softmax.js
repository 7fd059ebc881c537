/**
 * Softmax along one axis of an array, and its slope. The axis has `count` values, `step` places
 * apart; step 1 is the last axis.
 */

/** Call `visit(first place, place past the last)` for each row along the axis. */
function eachRow(length, count, step, visit) {
  for (let start = 0; start < length; start += count * step) {
    for (let first = start; first < start + step; first++) visit(first, first + count * step);
  }
}

/** Scores as probabilities, which add up to 1 in each row. */
export function softmax(scores, count = scores.length, step = 1) {
  const result = new Float32Array(scores.length);
  eachRow(scores.length, count, step, (first, end) => {
    let highest = -Infinity;
    for (let place = first; place < end; place += step) highest = Math.max(highest, scores[place]);
    let sum = 0;
    for (let place = first; place < end; place += step) sum += Math.exp(scores[place] - highest);
    for (let place = first; place < end; place += step) {
      result[place] = Math.exp(scores[place] - highest) / sum;
    }
  });
  return result;
}

/** The gradient of the scores, given the probabilities and their gradient. */
export function softmaxBackward(probabilities, gradient, count, step = 1) {
  const result = new Float32Array(probabilities.length);
  eachRow(probabilities.length, count, step, (first, end) => {
    let mean = 0;
    for (let place = first; place < end; place += step) {
      mean += probabilities[place] * gradient[place];
    }
    for (let place = first; place < end; place += step) {
      result[place] = probabilities[place] * (gradient[place] - mean);
    }
  });
  return result;
}
