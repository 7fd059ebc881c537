/** Lines between the maps of neighboring columns: what adds most, and what a chosen map reads. */

import { svg } from "./elements.js";

/** Width of the strongest line, in pixels. */
const WIDEST = 5;

export class Links {
  /** `anchor(stage, map)` gives the element of a map, undefined where it is not on the screen. */
  constructor(drawing, anchor) {
    this.drawing = drawing;
    this.anchor = anchor;
    this.paths = svg("g", { class: "paths" });
    this.reads = svg("g", { class: "reads" });
    this.skips = svg("g", { class: "skips" });
    drawing.append(this.skips, this.paths, this.reads);
  }

  /** Take the columns' places anew after a change of layout. */
  place(strip, columns) {
    this.strip = strip;
    this.columns = columns;
    this.boxes = new Map();
    const { scrollWidth, scrollHeight } = strip;
    this.drawing.setAttribute("viewBox", `0 0 ${scrollWidth} ${scrollHeight}`);
    this.drawing.style.width = `${scrollWidth}px`;
    this.drawing.style.height = `${scrollHeight}px`;
  }

  /** The strongest paths to the class that the network names. */
  showPaths(links) {
    // Each column by itself: few links of a path would still be seen at its beginning.
    const most = new Map();
    for (const { to, share } of links) most.set(to[0], Math.max(most.get(to[0]) ?? 0, share));
    this.paths.replaceChildren(
      ...this.#drawn(links).map(({ d, share, to }) =>
        svg("path", { d, "stroke-width": Math.max(1, WIDEST * (share / most.get(to[0]))) }),
      ),
    );
  }

  /** What a chosen map reads: `flows` are { source, map, amount }. */
  showReads(flows, [stage, map]) {
    const most = Math.max(...flows.map(({ amount }) => Math.abs(amount)), 1e-9);
    const links = flows.map(({ source, map: from, amount }) => {
      return { from: [source, from], to: [stage, map], share: Math.abs(amount) / most, amount };
    });
    this.reads.replaceChildren(
      ...this.#drawn(links).map(({ d, share, amount }) =>
        svg("path", {
          d,
          class: amount < 0 ? "subtracts" : "adds",
          "stroke-width": 0.5 + 2.5 * share,
        }),
      ),
    );
  }

  #drawn(links) {
    // While another view is shown, nothing has a place; placing is followed by drawing.
    if (!this.strip) return [];
    return links.flatMap((link) => {
      const from = this.#box(...link.from);
      const to = this.#box(...link.to);
      return from && to ? [{ ...link, d: curve(from, to, this.#isFar(link)) }] : [];
    });
  }

  /** Whether other columns stand between the two ends. */
  #isFar({ from: [source], to: [stage] }) {
    const at = (index) => this.columns.findIndex((column) => column.stage === index);
    const end = at(stage);
    return (end < 0 ? this.columns.length : end) - at(source) > 1;
  }

  #box(stage, map) {
    const key = `${stage} ${map}`;
    if (this.boxes.has(key)) return this.boxes.get(key);
    const anchored = this.anchor(stage, map);
    if (!anchored) return null;
    const { left, right, top, height } = anchored.getBoundingClientRect();
    const frame = this.strip.getBoundingClientRect();
    const x = frame.left - this.strip.scrollLeft;
    const y = frame.top - this.strip.scrollTop;
    const box = { left: left - x, right: right - x, middle: top - y + height / 2 };
    // The classes' rows are made anew with every image.
    if (!anchored.closest("table")) this.boxes.set(key, box);
    return box;
  }
}

/** From the right side of a map to the left side of another; above the columns that lie between. */
function curve(from, to, isFar) {
  const [x1, y1, x2, y2] = [from.right, from.middle, to.left, to.middle];
  if (!isFar) {
    const bend = (x2 - x1) / 2;
    return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  }
  const height = Math.min(y1, y2) - 0.3 * (x2 - x1);
  return `M${x1} ${y1}C${x1 + 24} ${Math.max(height, 4)} ${x2 - 24} ${Math.max(height, 4)} ${x2} ${y2}`;
}
