/**
 * How one number of a stage is computed, as { kind, … }. What there is depends on `kind`:
 *
 * - "copy": nothing;
 * - "window": a kernel over `parts`, { map, sum } of each map before; of part `chosen` the `window`,
 *   `kernel` and `products`, `columns` numbers a row, and the `frame` that the window covers;
 * - "inputs": the same of the strongest inputs, `taken`, one after the other;
 * - "pooling": the `window`, where `winners` are taken;
 * - "sum": the `terms`, { source, value };
 * - "attention": the `row` of the sequence that looks and the one that is looked at, `at`.
 */

import { filterOf, mapOfChannel, tapsAt } from "./contributions.js";

/** The most inputs of a neuron that are written out: the strongest ones. */
const STRONGEST = 9;

export const explainCopy = () => ({ kind: "copy" });

export function explainConvolution(asked) {
  const { operation, source, channel, values } = asked;
  const input = values[operation.inputs[0]];
  const { rows, columns, count } = source.maps;
  const isFlat =
    input.shape[0] * input.shape[1] === 1 && rows * columns > 1 && !source.maps.isSheet;
  const bias = operation.bias ? operation.bias.data[channel] : 0;
  const filter = filterOf(operation, channel);
  if (isFlat && input.shape[2] === rows * columns * count) {
    return { ...flatWindow(asked, input, filter), bias };
  }
  const isPoint = operation.size[0] * operation.size[1] === 1;
  return {
    ...(isPoint ? inputs(asked, input, filter) : slidingWindow(asked, input, filter)),
    bias,
  };
}

export const sumOf = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/** The part with the largest sum, unless another is asked for. */
function choosePart(parts, asked) {
  const found = parts.findIndex(({ map }) => map === asked);
  if (found >= 0) return found;
  return parts.reduce(
    (best, { sum }, at) => (Math.abs(sum) > Math.abs(parts[best].sum) ? at : best),
    0,
  );
}

function slidingWindow({ operation, source, position, part }, input, { first, count, weight }) {
  const [height, width, channels] = input.shape;
  const row = Math.floor(position / operation.shape[1]);
  const column = position % operation.shape[1];
  const taps = tapsAt(operation, [height, width], row, column);
  const value = (pixel, channel) => input.data[pixel * channels + channel];
  const parts = Array.from({ length: count }, (_, at) => {
    const channel = first + at;
    const sum = sumOf(taps.map(([tap, pixel]) => weight(tap, channel) * value(pixel, channel)));
    return { map: mapOfChannel(channel, source), sum };
  });
  const chosen = choosePart(parts, part);
  // What lies in the padding is 0.
  const window = new Array(operation.size[0] * operation.size[1]).fill(0);
  for (const [tap, pixel] of taps) window[tap] = value(pixel, first + chosen);
  const kernel = window.map((_, tap) => weight(tap, first + chosen));
  return {
    kind: "window",
    ...{ parts, chosen, window, kernel },
    products: window.map((pixel, tap) => pixel * kernel[tap]),
    columns: operation.size[1],
    frame: frameOf(operation, row, column),
  };
}

/** What a window covers, in pixels of the map before; it may reach into the padding. */
function frameOf({ size, strides, dilation, padding }, row, column) {
  const reach = (axis) => (size[axis] - 1) * dilation[axis] + 1;
  return {
    top: row * strides[0] - padding[0],
    left: column * strides[1] - padding[1],
    height: reach(0),
    width: reach(1),
  };
}

/** A neuron of a dense layer behind `Flatten`: its window is as large as the maps before. */
function flatWindow({ source, part }, input, { weight }) {
  const { rows, columns, count } = source.maps;
  const places = Array.from({ length: rows * columns }, (_, place) => place);
  const product = (map) => (place) =>
    weight(0, place * count + map) * input.data[place * count + map];
  const parts = Array.from({ length: count }, (_, map) => ({
    map,
    sum: sumOf(places.map(product(map))),
  }));
  const chosen = choosePart(parts, part);
  return {
    kind: "window",
    ...{ parts, chosen, columns },
    window: places.map((place) => input.data[place * count + chosen]),
    kernel: places.map((place) => weight(0, place * count + chosen)),
    products: places.map(product(chosen)),
    frame: { top: 0, left: 0, height: rows, width: columns },
  };
}

function inputs({ source, position }, input, { first, count, weight }) {
  const start = position * input.shape[2];
  const all = Array.from({ length: count }, (_, at) => {
    const channel = first + at;
    const [value, factor] = [input.data[start + channel], weight(0, channel)];
    return { channel, value, factor, product: value * factor };
  });
  const strongest = all
    .toSorted((a, b) => Math.abs(b.product) - Math.abs(a.product))
    .slice(0, STRONGEST);
  // Of a sequence, the inputs are one vector.
  const { columns, isSheet } = source.maps;
  const row = { top: position, left: 0, height: 1, width: columns };
  return {
    kind: "inputs",
    frame: isSheet ? row : undefined,
    count,
    total: sumOf(all.map(({ product }) => product)),
    taken: strongest.map(({ channel }) => channel),
    map: mapOfChannel(strongest[0].channel, source),
    columns: Math.ceil(Math.sqrt(strongest.length)),
    window: strongest.map(({ value }) => value),
    kernel: strongest.map(({ factor }) => factor),
    products: strongest.map(({ product }) => product),
  };
}

function explainPooling({ operation, position, channel, values }, isMean) {
  const input = values[operation.inputs[0]];
  const [height, width, channels] = input.shape;
  const row = Math.floor(position / operation.shape[1]);
  const column = position % operation.shape[1];
  const taps = tapsAt(operation, [height, width], row, column);
  const window = taps.map(([, pixel]) => input.data[pixel * channels + channel]);
  const most = Math.max(...window);
  return {
    kind: "pooling",
    isMean,
    window,
    winner: window.indexOf(most),
    columns: new Set(taps.map(([tap]) => tap % operation.size[1])).size,
    frame: frameOf(operation, row, column),
  };
}

export const explainMaxPooling = (asked) => explainPooling(asked, false);
export const explainMeanPooling = (asked) => explainPooling(asked, true);

export function explainSum({ operation, stage, channel, position, values }) {
  const terms = operation.inputs.map((input, at) => {
    const { data, shape } = values[input];
    return { source: stage.origins[at], value: data[position * shape[2] + channel] };
  });
  return { kind: "sum", terms };
}

export function explainAttention({ operation, source, position }) {
  const others = operation.shape[1];
  const at = position % others;
  const frame = { top: at, left: 0, height: 1, width: source.maps.columns };
  return { kind: "attention", row: Math.floor(position / others), at, frame };
}
