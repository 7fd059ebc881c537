/**
 * The network as stages, one column of the screen each.
 *
 * A stage begins with an operation that combines numbers; batch normalization, activation and
 * whatever else only changes them one by one fold into it, unless they are asked for separately.
 */

import { COMBINES, REFINES, roleOf } from "./operations.js";

/**
 * How a value is drawn: `count` maps of rows × columns. A sequence, one vector per row, is one sheet.
 * Number `place` of map `map` is `data[map + step * place]`.
 */
export function mapsOf([rows, columns, channels]) {
  if (rows > 1 && columns === 1)
    return { count: 1, rows, columns: channels, step: 1, isSheet: true };
  return { count: channels, rows, columns, step: channels, isSheet: false };
}

/**
 * Return the stages in order, the image first. Each has its `index`; `operation`, with which it
 * begins (null: the image); `steps`, the numbers of the values that it becomes one after the other,
 * and `value`, the last of them; `sources`, the stages that it reads, and `origins`, the one of each
 * input of its operation (undefined: a constant); its `layers` and its `maps`.
 */
export function stagesOf(network, isSeparate = false) {
  const { operations } = network;
  const readers = countReaders(network);
  const stages = [];
  // The stages in which each value is at home.
  const homes = [];
  const begin = (value, operation, sources, shape) => {
    const origins = operation?.inputs.map((input) => homes[input][0]) ?? [];
    const index = stages.length;
    stages.push({
      index,
      operation,
      value,
      steps: [value],
      ...{ sources, origins },
      layers: [],
      maps: mapsOf(shape),
    });
    homes[value] = [index];
  };
  begin(0, null, [], network.imageShape);
  operations.forEach((operation, index) => {
    const value = index + 1;
    const sources = [...new Set(operation.inputs.flatMap((input) => homes[input]))];
    if (!operation.inside && operation.inputs.length && (isSeparate || roleOf(operation) === COMBINES)) {
      begin(value, operation, sources, operation.shape);
      return;
    }
    homes[value] = sources;
    const stage = stages[sources[0]];
    const [input] = operation.inputs;
    const follows = stage?.operation && stage.value === input && readers[input] === 1;
    if (!operation.inside && follows && roleOf(operation) === REFINES) {
      stage.steps.push(value);
      stage.value = value;
    }
  });
  nameStages(stages, homes, network.layers);
  return stages;
}

function countReaders({ operations, output }) {
  const readers = new Array(operations.length + 1).fill(0);
  for (const { inputs } of operations) inputs.forEach((input) => (readers[input] += 1));
  readers[output] += 1;
  return readers;
}

/** Say of each stage which layers it holds; a layer may begin several stages. */
function nameStages(stages, homes, layers) {
  let before = 0;
  for (const layer of layers) {
    const own = stages.filter(({ steps }) =>
      steps.some((step) => step > before && step <= layer.value),
    );
    const held = own.length ? own : homes[layer.value].map((index) => stages[index]);
    held.forEach((stage) => stage.layers.push(layer));
    before = Math.max(before, layer.value);
  }
}
