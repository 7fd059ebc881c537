/** The model's weights: as they are, or rounded to a few bits where the page would be too large. */

import { decodeBytes, inflate } from "./bytes.js";

/** `weights` is what Python's describe_model or rounded_model wrote. */
export async function decodeWeights(weights) {
  if (typeof weights === "string") return new Float32Array(decodeBytes(weights).buffer);
  const exact = new Float32Array(decodeBytes(weights.exact).buffer);
  const rounded = new Int8Array((await inflate(weights.rounded)).buffer);
  return restore(weights.kernels, exact, rounded);
}

/** `exact` holds the weights between the kernels, then the scales of all filters. */
function restore(kernels, exact, rounded) {
  const filterCount = kernels.reduce((sum, [, , filters]) => sum + filters, 0);
  const kept = exact.length - filterCount;
  const restored = new Float32Array(kept + rounded.length);
  let [to, from, scale, place] = [0, 0, kept, 0];
  for (const [offset, length, filters] of kernels) {
    restored.set(exact.subarray(from, from + offset - to), to);
    from += offset - to;
    for (let index = 0; index < length; index++, place++) {
      restored[offset + index] = rounded[place] * exact[scale + (index % filters)];
    }
    to = offset + length;
    scale += filters;
  }
  restored.set(exact.subarray(from, kept), to);
  return restored;
}
