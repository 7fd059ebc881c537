/** What flows into a map, and the strongest paths from the image to a class. */

import { OPERATIONS } from "./operations.js";

/** What flows into a map, as { source, map, amount }; nothing flows into the image. */
export function inflow(network, stages, stage, map, values) {
  if (!stage.operation) return [];
  return OPERATIONS[stage.operation.kind].inflow(network, stages, stage, map, values);
}

/** How many maps of a stage a path may pass, and how many maps before it each is followed to. */
const WIDEST = 3;

/**
 * The strongest paths from the image to a class, backwards: each map is followed to those that add
 * most to it. Returns links, { from: [stage, map], to: [stage, map], share }; of the class, 1.
 */
export function strongestPaths(network, stages, winner, values) {
  const shares = stages.map(() => new Map());
  shares.at(-1).set(winner, 1);
  const links = [];
  for (const stage of stages.toReversed()) {
    const followed = [...shares[stage.index]].sort((a, b) => b[1] - a[1]).slice(0, WIDEST);
    shares[stage.index] = new Map(followed);
    for (const [map, share] of followed) {
      const adding = inflow(network, stages, stage, map, values).filter(({ amount }) => amount > 0);
      const sum = adding.reduce((total, { amount }) => total + amount, 0);
      adding.sort((a, b) => b.amount - a.amount);
      for (const { source, map: from, amount } of adding.slice(0, WIDEST)) {
        const passed = (share * amount) / sum;
        shares[source].set(from, (shares[source].get(from) ?? 0) + passed);
        links.push({ from: [source, from], to: [stage.index, map], share: passed });
      }
    }
  }
  // A map that was dropped as too weak has no way on.
  return links.filter(({ from: [stage, map] }) => shares[stage].has(map));
}
