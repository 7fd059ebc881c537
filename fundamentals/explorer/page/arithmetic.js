/**
 * How one number of a map is computed: the window on the stage before, the kernel, the products
 * and their sum, as on the deck's slides.
 */

import { OPERATIONS } from "./operations.js";

/** The channel and the position, counted row by row, of a number of a stage's map. */
function locate({ maps }, map, place) {
  if (!maps.isSheet) return { channel: map, position: place };
  return { channel: place % maps.columns, position: Math.floor(place / maps.columns) };
}

/** The place of a map's strongest response. */
export function strongestPlace(stage, map, values) {
  const { rows, columns, step } = stage.maps;
  const { data } = values[stage.value];
  let best = 0;
  for (let place = 1; place < rows * columns; place++) {
    if (Math.abs(data[map + step * place]) > Math.abs(data[map + step * best])) best = place;
  }
  return best;
}

/**
 * Return { kind, steps, … } of the number at `place` of a map: "image" and nothing else, or what
 * explanations.js says of the stage's operation. `steps` are the values that it takes one after the
 * other, { operation, value }; softmax also has its own `score` and all `scores`.
 */
export function arithmetic(network, stages, { stage, map, place, part }, values) {
  const { operation, sources, steps } = stage;
  const { channel, position } = locate(stage, map, place);
  const taken = steps.map((step) => {
    const { data, shape } = values[step];
    const own = network.operations[step - 1];
    const first = position * shape[2];
    const scores =
      own?.function === "softmax"
        ? values[own.inputs[0]].data.slice(first, first + shape[2])
        : undefined;
    return { operation: own, scores, score: scores?.[channel], value: data[first + channel] };
  });
  const at = { steps: taken, channel, position };
  if (!operation) return { kind: "image", ...at };
  const source = stages[sources[0]];
  const { explain } = OPERATIONS[operation.kind];
  return {
    ...at,
    ...explain({ operation, source, stages, stage, channel, position, part, values }),
  };
}
