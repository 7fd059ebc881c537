/**
 * Attention between the vectors of a sequence. A sequence is [length, 1, width]; its width is
 * divided among the heads. Weights are [length, others, heads]: one map per head.
 */

import { softmax, softmaxBackward } from "./softmax.js";

/** Call `visit(position, other, head, place of the pair's weight)`. */
function eachPair([length, others, heads], visit) {
  for (let position = 0; position < length; position++) {
    for (let head = 0; head < heads; head++) {
      for (let other = 0; other < others; other++) {
        visit(position, other, head, (position * others + other) * heads + head);
      }
    }
  }
}

function dot(left, from, right, start, count) {
  let sum = 0;
  for (let index = 0; index < count; index++) sum += left[from + index] * right[start + index];
  return sum;
}

function addTimes(target, to, source, from, factor, count) {
  for (let index = 0; index < count; index++) target[to + index] += factor * source[from + index];
}

/** Softmax of the products of queries and keys. */
export const attentionWeights = {
  forward({ shape, scale }, [queries, keys]) {
    const [, others, heads] = shape;
    const width = queries.shape[2];
    const size = width / heads;
    const scores = new Float32Array(shape[0] * others * heads);
    eachPair(shape, (position, other, head, place) => {
      const [query, key] = [position, other].map((row) => row * width + head * size);
      scores[place] = scale * dot(queries.data, query, keys.data, key, size);
    });
    return softmax(scores, others, heads);
  },

  backward({ shape, scale }, [queries, keys], { data: weights }, gradient) {
    const [, others, heads] = shape;
    const width = queries.shape[2];
    const size = width / heads;
    const slopes = softmaxBackward(weights, gradient, others, heads).map((slope) => scale * slope);
    const results = [queries, keys].map(({ data }) => new Float32Array(data.length));
    eachPair(shape, (position, other, head, place) => {
      const [query, key] = [position, other].map((row) => row * width + head * size);
      addTimes(results[0], query, keys.data, key, slopes[place], size);
      addTimes(results[1], key, queries.data, query, slopes[place], size);
    });
    return results;
  },
};

/** Means of the values, weighted. */
export const attentionMean = {
  forward({ shape }, [weights, values]) {
    const width = shape[2];
    const size = width / weights.shape[2];
    const means = new Float32Array(shape[0] * width);
    eachPair(weights.shape, (position, other, head, place) => {
      const [to, from] = [position, other].map((row) => row * width + head * size);
      addTimes(means, to, values.data, from, weights.data[place], size);
    });
    return means;
  },

  backward({ shape }, [weights, values], _output, gradient) {
    const width = shape[2];
    const size = width / weights.shape[2];
    const results = [weights, values].map(({ data }) => new Float32Array(data.length));
    eachPair(weights.shape, (position, other, head, place) => {
      const [at, from] = [position, other].map((row) => row * width + head * size);
      results[0][place] = dot(gradient, at, values.data, from, size);
      addTimes(results[1], from, gradient, at, weights.data[place], size);
    });
    return results;
  },
};
