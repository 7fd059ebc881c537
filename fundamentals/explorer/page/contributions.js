/**
 * What adds how much to a map: products of weights and values, summed up. What flows into a map is
 * { source, map, amount } of each map before.
 */

import { eachTap } from "./convolution.js";

/** The pixels under a window's position, [tap, pixel]; those in the padding are left out. */
export function tapsAt({ size, strides, dilation, padding }, [height, width], row, column) {
  const taps = [];
  for (let down = 0; down < size[0]; down++) {
    const y = row * strides[0] + down * dilation[0] - padding[0];
    for (let right = 0; right < size[1]; right++) {
      const x = column * strides[1] + right * dilation[1] - padding[1];
      const isInside = y >= 0 && y < height && x >= 0 && x < width;
      if (isInside) taps.push([down * size[1] + right, y * width + x]);
    }
  }
  return taps;
}

/** The channels that a filter of a convolution reads, and where its weights for them are. */
export function filterOf({ kernel, groups, shape }, filter) {
  const filters = shape[2];
  const count = kernel.shape[2];
  const first = Math.floor(filter / (filters / groups)) * count;
  const weight = (tap, channel) => kernel.data[(tap * count + channel - first) * filters + filter];
  return { first, count, weight };
}

/**
 * Sum of the products of each channel that a filter reads, over the positions that `counts` names.
 */
export function channelSums(operation, input, filter, counts = () => true) {
  const channels = input.shape[2];
  const { first, count, weight } = filterOf(operation, filter);
  const sums = new Float32Array(count);
  eachTap(operation, input.shape, (position, pixel, tap) => {
    if (!counts(position)) return;
    for (let channel = 0; channel < count; channel++) {
      sums[channel] +=
        weight(tap, first + channel) * input.data[pixel * channels + first + channel];
    }
  });
  return { first, sums };
}

/** In which map of the stage before a channel of an operation's input is. */
export function mapOfChannel(channel, { maps }) {
  return maps.isSheet ? 0 : channel % maps.count;
}

function sumOfMap({ data }, { step, rows, columns }, map) {
  let sum = 0;
  for (let place = 0; place < rows * columns; place++) sum += data[map + step * place];
  return sum;
}

/** Of whatever has no weights: the map of its number, or all maps where there are more or fewer. */
export function allMaps(_network, stages, stage, map, values) {
  return stage.sources.flatMap((source) => {
    const { maps, value } = stages[source];
    const isOwn = maps.count === stage.maps.count && !maps.isSheet;
    const from = isOwn ? [map] : Array.from({ length: maps.count }, (_, index) => index);
    return from.map((index) => ({
      source,
      map: index,
      amount: Math.abs(sumOfMap(values[value], maps, index)) / from.length,
    }));
  });
}

/** Of a kernel: each map before, weighted, where the map responds at all. */
export function weightedMaps({ operations }, stages, stage, filter, values) {
  if (stage.maps.isSheet) return allMaps({ operations }, stages, stage, filter, values);
  const { operation, sources, steps, value } = stage;
  const source = stages[sources[0]];
  const filters = operation.shape[2];
  const output = values[value].data;
  // Where ReLU makes a map 0, nothing flows on; batch normalization may turn the sign.
  const last = operations[value - 1];
  const isCut = last.function === "relu" && !last.slope;
  const counts = isCut ? (position) => output[position * filters + filter] > 0 : undefined;
  const sign = steps.slice(1).reduce((product, step) => {
    const scale = operations[step - 1].scale?.data;
    return scale ? product * Math.sign(scale[filter % scale.length]) : product;
  }, 1);
  const { first, sums } = channelSums(operation, values[operation.inputs[0]], filter, counts);
  const amounts = new Float32Array(source.maps.count);
  sums.forEach((sum, channel) => {
    amounts[mapOfChannel(first + channel, source)] += sign * sum;
  });
  return Array.from(amounts, (amount, map) => ({ source: source.index, map, amount }));
}

/** Of maps side by side: the one that it is. */
export function joinedMap(_network, stages, { sources }, map, values) {
  let first = 0;
  for (const source of sources) {
    const { maps, value } = stages[source];
    if (map < first + maps.count) {
      const amount = Math.abs(sumOfMap(values[value], maps, map - first));
      return [{ source, map: map - first, amount }];
    }
    first += maps.count;
  }
  return [{ source: sources[0], map: 0, amount: 0 }];
}
