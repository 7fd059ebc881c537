/**
 * The operations of a network: all that the page knows of one, in a record.
 *
 * - `forward(operation, inputs)` and `backward(operation, inputs, output, gradient)` compute it.
 * - `role` is how it stands among the columns, or a function of the operation that says so.
 * - `headings` are those of its columns, `stage.…` in texts.json: each with a test of the stage, of
 *   which the first that holds decides. `explain` says how the panel computes one of its numbers,
 *   `inflow` which maps before a map of it reads.
 * - `steps` are what it is called behind a sum, `step.…`, with a test of the operation before.
 * - `isMixing`: the column behind it reads values that have no column of their own.
 */

import { activation } from "./activations.js";
import { attentionMean, attentionWeights } from "./attention.js";
import { allMaps, joinedMap, weightedMaps } from "./contributions.js";
import { averagePooling, convolution, maxPooling } from "./convolution.js";
import {
  explainAttention,
  explainConvolution,
  explainCopy,
  explainMaxPooling,
  explainMeanPooling,
  explainSum,
} from "./explanations.js";
import { normalization } from "./normalization.js";
import { add, affine, concatenate, constant, reshape, zeroPadding } from "./tensor_operations.js";

/** It combines numbers: a column begins with it. */
export const COMBINES = "combines";
/** It changes numbers one by one: it folds into the column before it, and is a step there. */
export const REFINES = "refines";
/** It moves numbers about: what they were before is what the column shows. */
const MOVES = "moves";
/** No column is ever made of it. */
const HIDDEN = "hidden";

const always = () => true;
const holds =
  (layer) =>
  ({ layers }) =>
    layers.some(({ kind }) => kind === layer);
const follows = (kind) => (before) => before?.kind === kind;

/** One kernel a channel: each map before is read by kernels of its own. */
const isDepthwise = ({ operation }) => operation.groups > 1 && operation.kernel.shape[2] === 1;

/** A vector stays a vector: `Flatten` is no column, an image cut into rows is one. */
const isVector = ([rows, columns]) => rows * columns === 1;

export const OPERATIONS = {
  activation: {
    ...activation,
    role: REFINES,
    headings: { activation: always },
    explain: explainCopy,
    inflow: allMaps,
    // Called as its function is.
    steps: {},
  },
  add: {
    ...add,
    role: COMBINES,
    headings: { add: always },
    explain: explainSum,
    inflow: allMaps,
  },
  affine: {
    ...affine,
    role: REFINES,
    headings: { batch_normalization: holds("BatchNormalization"), affine: always },
    explain: explainCopy,
    inflow: allMaps,
    steps: { scaled: follows("normalization"), affine: always },
  },
  attention_mean: { ...attentionMean, role: HIDDEN },
  attention_weights: {
    ...attentionWeights,
    role: COMBINES,
    headings: { attention: always },
    explain: explainAttention,
    inflow: allMaps,
    isMixing: true,
  },
  average_pooling: {
    ...averagePooling,
    role: COMBINES,
    headings: { average_pooling: always },
    explain: explainMeanPooling,
    inflow: allMaps,
  },
  concatenate: {
    ...concatenate,
    role: COMBINES,
    headings: { concatenate: always },
    explain: explainCopy,
    inflow: joinedMap,
  },
  constant: { ...constant, role: HIDDEN },
  convolution: {
    ...convolution,
    role: COMBINES,
    headings: {
      values: holds("MultiHeadAttention"),
      dense: holds("Dense"),
      depthwise: isDepthwise,
      convolution: always,
    },
    explain: explainConvolution,
    inflow: weightedMaps,
  },
  max_pooling: {
    ...maxPooling,
    role: COMBINES,
    headings: { max_pooling: always },
    explain: explainMaxPooling,
    inflow: allMaps,
  },
  normalization: {
    ...normalization,
    role: REFINES,
    headings: { normalization: always },
    explain: explainCopy,
    inflow: allMaps,
    steps: { normalization: always },
  },
  reshape: {
    ...reshape,
    role: ({ shape }) => (isVector(shape) ? MOVES : COMBINES),
    headings: { reshape: always },
    explain: explainCopy,
    inflow: allMaps,
  },
  zero_padding: {
    ...zeroPadding,
    role: MOVES,
    headings: { zero_padding: always },
    explain: explainCopy,
    inflow: allMaps,
  },
};

export function roleOf(operation) {
  const { role } = OPERATIONS[operation.kind];
  return typeof role === "string" ? role : role(operation);
}
