/**
 * Repeated blocks of stages, folded into one column each time.
 *
 * A node of the tree is { key, stages, blocks }: the first and the last stage that it covers, and
 * for a row of equal blocks a node per block, whose own `blocks` are its single stages.
 */

/** A network of so many stages stands on one screen as it is. */
const ENOUGH = 16;
/** The most columns that a folded network shows. */
const ROOMY = 13;
const LONGEST = 8;

/** Two stages with the same signature do the same: only their weights differ. */
function signature({ operation, index, sources, maps }) {
  if (!operation) return "image";
  const { kind, size, strides, kernel } = operation;
  const offsets = sources.map((source) => index - source);
  return JSON.stringify([kind, size, strides, kernel?.shape, offsets, maps]);
}

const leaf = (index) => ({ key: `stage-${index}`, stages: [index, index], blocks: null });

function blockNode(first, length) {
  if (length === 1) return leaf(first);
  const stages = Array.from({ length }, (_, step) => leaf(first + step));
  return { key: `block-${first}`, stages: [first, first + length - 1], blocks: stages };
}

/** How often the `length` stages from `first` are repeated right after each other. */
function repeats(signatures, first, length) {
  let count = 1;
  const isAgain = (start) =>
    Array.from({ length }, (_, step) => signatures[start + step]).every(
      (signed, step) => signed !== undefined && signed === signatures[first + step],
    );
  while (isAgain(first + count * length)) count += 1;
  return count;
}

/** The block from `first` on that covers most stages when repeated; null without any. */
function bestBlock(signatures, first) {
  let best = null;
  for (let length = 1; length <= LONGEST; length++) {
    const count = repeats(signatures, first, length);
    const isWorth = count >= 3 || (count === 2 && length > 1);
    if (isWorth && (!best || count * length > best.count * best.length)) best = { length, count };
  }
  return best;
}

/** The tree of a network's stages; few of them need no folding. */
export function foldRepeats(stages) {
  if (stages.length <= ENOUGH) return stages.map(({ index }) => leaf(index));
  const signatures = stages.map(signature);
  const nodes = [];
  for (let first = 0; first < stages.length;) {
    const block = bestBlock(signatures, first);
    if (!block) {
      nodes.push(leaf(first));
      first += 1;
      continue;
    }
    const { length, count } = block;
    const blocks = Array.from({ length: count }, (_, step) =>
      blockNode(first + step * length, length),
    );
    const last = first + length * count - 1;
    nodes.push({ key: `blocks-${first}`, stages: [first, last], blocks });
    first = last + 1;
  }
  return nodes;
}

/** The keys of the nodes to open at first: as many as leave all columns on one screen. */
export function openWhatFits(nodes) {
  const open = new Set();
  const tryNext = () => {
    for (const { key, count } of visibleColumns(nodes, open)) {
      if (count === 0) continue;
      open.add(key);
      if (visibleColumns(nodes, open).length <= ROOMY) return true;
      open.delete(key);
    }
    return false;
  };
  while (tryNext());
  return open;
}

/**
 * The columns to show, given the keys of the nodes that are open: { key, stage, first, count }.
 * `stage` is the one whose maps are drawn, the last that the column covers from `first` on; `count`
 * blocks are folded into it, 0 where there is nothing to open. `within` is the open node that a
 * column is the first of, to close it.
 */
export function visibleColumns(nodes, open, within = []) {
  return nodes.flatMap((node, place) => {
    const closes = place === 0 ? within : [];
    const { key, stages, blocks } = node;
    if (blocks && open.has(key)) return visibleColumns(blocks, open, [...closes, key]);
    return [
      { key, first: stages[0], stage: stages[1], count: blocks?.length ?? 0, within: closes },
    ];
  });
}

/**
 * Links between the stages that are shown: a path through stages that are folded away becomes one
 * link. Links are { from: [stage, map], to: [stage, map], share }.
 */
export function throughFolds(links, shown) {
  const into = Map.groupBy(links, ({ to }) => to.join(" "));
  const known = new Map();
  /** Where a map's share comes from, each map that is shown with its part of it. */
  const origins = ([stage, map]) => {
    const key = `${stage} ${map}`;
    if (!known.has(key))
      known.set(key, shown.has(stage) ? [{ from: [stage, map], part: 1 }] : trace(key));
    return known.get(key);
  };
  const trace = (key) => {
    const before = into.get(key) ?? [];
    const sum = before.reduce((total, { share }) => total + share, 0);
    const parts = new Map();
    for (const link of before) {
      for (const { from, part } of origins(link.from)) {
        const name = from.join(" ");
        const known = parts.get(name)?.part ?? 0;
        parts.set(name, { from, part: known + (part * link.share) / sum });
      }
    }
    return [...parts.values()];
  };
  return links
    .filter(({ to: [stage] }) => shown.has(stage))
    .flatMap(({ from, to, share }) =>
      origins(from).map((origin) => ({ from: origin.from, to, share: share * origin.part })),
    );
}
