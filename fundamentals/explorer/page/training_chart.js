/** Learning curves: training dashed, validation solid, each named at its end. */

import { svg } from "./elements.js";

const HEIGHT = 190;
const TOP = 20;
const BOTTOM = 22;
const LEFT = 42;
const RIGHT = 128;
/** Pixels between two lines of text. */
const LINE = 15;

/**
 * Draw a chart into `container`, anew each time. `lines` are { values, name, kind }, one number an
 * epoch; `ticks` the numbers of the scale, `top` its largest; `write` writes one of them. `marks`
 * are { epoch, text }: what was changed when. `label` says the finding.
 */
export function drawChart(container, { lines, ticks, top, write, marks = [], gap, label }) {
  const width = Math.max(container.clientWidth, 280);
  const last = Math.max(lines[0].values.length - 1, 1);
  const x = (epoch) => LEFT + ((width - LEFT - RIGHT) * epoch) / last;
  const y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - Math.min(value, top) / top);
  const frame = { viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": label };
  const ends = lines.map(({ values }) => y(values.at(-1)));
  const chart = svg(
    "svg",
    frame,
    ...ticks.flatMap((tick) => scale(tick, y(tick), width, write)),
    ...marks.flatMap((mark) => markAt(mark, x(mark.epoch))),
    text(x(last), HEIGHT - 6, String(lines[0].values.length - 1), "middle"),
    text(x(0), HEIGHT - 6, "0", "middle"),
    ...lines.map(({ values, kind }) => {
      const points = values.map((value, epoch) => `${x(epoch)},${y(value)}`).join(" ");
      return svg("polyline", { points, class: `curve ${kind}` });
    }),
    ...names(lines, ends, width - RIGHT),
  );
  if (gap) chart.append(...between(ends, width - RIGHT, gap));
  container.replaceChildren(chart);
}

const text = (x, y, content, anchor = "start", kind = "") =>
  svg("text", { x, y, "text-anchor": anchor, class: `tick ${kind}` }, content);

function scale(tick, y, width, write) {
  return [
    svg("line", { x1: LEFT, x2: width - RIGHT, y1: y, y2: y, class: "scale" }),
    text(LEFT - 6, y + 4, write(tick), "end"),
  ];
}

function markAt({ text: content }, x) {
  return [
    svg("line", { x1: x, x2: x, y1: TOP - 6, y2: HEIGHT - BOTTOM, class: "mark" }),
    text(x + 3, TOP - 8, content),
  ];
}

/** The names at the lines' ends, pushed apart where the lines meet. */
function names(lines, ends, x) {
  const middle = (ends[0] + ends[1]) / 2;
  const apart = Math.max(Math.abs(ends[0] - ends[1]), LINE) / 2;
  const sign = ends[0] <= ends[1] ? -1 : 1;
  const places = [middle + sign * apart, middle - sign * apart];
  return lines.map(({ name, kind }, index) =>
    text(x + 8, places[index] + 4, name, "start", `name ${kind}`),
  );
}

/** What lies between the two ends, written there if there is room. */
function between(ends, x, gap) {
  const [upper, lower] = [Math.min(...ends), Math.max(...ends)];
  const line = svg("line", { x1: x + 3, x2: x + 3, y1: upper, y2: lower, class: "gap" });
  if (lower - upper < 2 * LINE) return [line];
  return [line, text(x + 8, (upper + lower) / 2 + 4, gap, "start", "gap-name")];
}
