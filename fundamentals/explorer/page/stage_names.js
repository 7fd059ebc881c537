/** What a stage is called: briefly above its column, in full where there is room. */

import { data } from "./data.js";
import { say } from "./language.js";
import { OPERATIONS } from "./operations.js";

const kindName = (kind) => (`layer.${kind}` in data.texts ? say(`layer.${kind}`) : kind);

function kindOf(stage) {
  const { kind } = stage.operation;
  const { headings } = OPERATIONS[kind];
  return Object.keys(headings).find((name) => headings[name](stage)) ?? kind;
}

/** The heading of a column: "Conv 3 × 3". */
export function columnName(stage) {
  const { operation, sources } = stage;
  if (!operation || sources.length === 0) return say("stage.image");
  const isWhole = operation.size && operation.shape[0] * operation.shape[1] === 1;
  const size = operation.size ? operation.size.join("×") : "";
  return say(`stage.${kindOf(stage)}`, { size: isWhole ? "" : size }).trim();
}

/** How many maps, { count }, of what { size }. */
export function columnFacts({ maps }) {
  const { count, rows, columns, isSheet } = maps;
  if (rows * columns === 1) return { count: "", size: say("columns.numbers", { count }) };
  return { count: isSheet ? "" : `${count} · `, size: `${rows}×${columns}` };
}

/** The names of the layers that a stage holds, in words: "Convolution + Batch normalization". */
export function stageName({ operation, layers }) {
  if (!operation) return say("stage.image");
  return layers.map(({ kind }) => kindName(kind)).join(" + ");
}

/** The layers of a stage as the model calls them, with their parameters. */
export function stageFacts({ layers }) {
  const parameters = layers.reduce((sum, layer) => sum + layer.parameters, 0);
  const names = layers.map(({ name }) => name).join(" · ");
  if (!parameters) return names;
  return `${names} · ${say("layers.parameters", { parameters: parameters.toLocaleString("en") })}`;
}
