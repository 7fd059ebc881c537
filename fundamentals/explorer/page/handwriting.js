/**
 * One handwritten character, found in a camera's frame and framed like MNIST's digits: the steps
 * that serve and predict take (frame_handwriting in Python), on fewer pixels.
 */

import { data } from "./data.js";
import { element } from "./elements.js";

const { fill, stroke, dot, faintest, speck } = data.handwriting;

/** Sides of the frame that is searched: a few milliseconds' work. */
export const SEARCHED = 128;

/**
 * The stroke of a broad marker in a character that fills the frame is a third of it wide: a window
 * that reaches half as far, 21 pixels, in as few steps.
 */
const STEPS = [1, 3, 9, 8];

const COUNT = SEARCHED * SEARCHED;

/**
 * Return the writing in `frame`, a canvas of SEARCHED × SEARCHED, as a canvas of rows × columns,
 * bright on black; null if there is no writing, or only a dot.
 */
export function frameHandwriting(frame, rows, columns) {
  const ink = inkOf(lightOf(frame));
  const part = ink && writingIn(ink);
  if (!part) return null;
  const box = boxOf((place) => part[place] && ink[place] > 0);
  const inner = boxOf((place) => part[place] && ink[place] > 0.5);
  const width = strokeWidth(part, ink);
  if (Math.max(inner.right - inner.left, inner.bottom - inner.top) < dot * width) return null;
  const longer = Math.max(box.right - box.left, box.bottom - box.top) + 1;
  const missing = Math.max(0, Math.round(stroke * longer - width));
  return centered(widened(ink, part, missing), grown(box, missing), rows, columns);
}

function lightOf(frame) {
  const { data: colors } = frame.getContext("2d").getImageData(0, 0, SEARCHED, SEARCHED);
  return Float32Array.from({ length: COUNT }, (_, place) => {
    const first = 4 * place;
    const light = 0.299 * colors[first] + 0.587 * colors[first + 1] + 0.114 * colors[first + 2];
    return light / 255;
  });
}

/** How much ink each pixel has, 0 to 1, in any light; null if there is none. */
function inkOf(light) {
  const dark = isBrightOnDark(light) ? light.map((value) => 1 - value) : light;
  const paper = closed(blurred(dark));
  // Paper in shadow reflects less light, and so does the ink on it: their ratio stays.
  const ink = dark.map((value, place) => {
    const share = (paper[place] - value) / Math.max(paper[place], 0.05);
    return Math.min(Math.max(share, 0), 1);
  });
  const strongest = blurred(ink).reduce((most, value) => Math.max(most, value), 0);
  if (strongest < faintest) return null;
  const level = strongest / 2;
  const full = median(ink.filter((value) => value > level));
  return ink.map((value) =>
    Math.min(Math.max((value - level / 2) / Math.max(full - level / 2, 1e-6), 0), 1),
  );
}

/** Chalk on a board, as against ink on paper. */
function isBrightOnDark(light) {
  const usual = median(light);
  const inverted = light.map((value) => 1 - value);
  // The hole of a 0 is bright and narrow too, but no brighter than the paper.
  return contrast(inverted, 1 - usual) > contrast(light, usual);
}

function contrast(light, usual) {
  const paper = closed(light);
  return light.reduce((sum, value, place) => {
    const darker = Math.min(usual, paper[place]) - value;
    return sum + (darker > faintest ? darker * darker : 0);
  }, 0);
}

function median(values) {
  return Float32Array.from(values).sort()[Math.floor(values.length / 2)];
}

/** Fill what is dark and narrow, which is writing, with the light around it. */
function closed(light) {
  const negative = (values) => values.map((value) => -value);
  return negative(spread(negative(spread(light))));
}

/** The most of a square window around each pixel, grown step by step. */
function spread(values) {
  return STEPS.reduce((grown, reach) => along(along(grown, 1, reach), SEARCHED, reach), values);
}

function along(source, step, reach) {
  const result = new Float32Array(COUNT);
  for (let place = 0; place < COUNT; place++) {
    const own = Math.floor(place / step) % SEARCHED;
    const before = source[place - Math.min(reach, own) * step];
    const after = source[place + Math.min(reach, SEARCHED - 1 - own) * step];
    result[place] = Math.max(before, source[place], after);
  }
  return result;
}

/** The mean of the pixels at most one away. */
function blurred(values) {
  return values.map((_, place) => {
    let [sum, count] = [0, 0];
    eachNear(place, 1, (near) => {
      sum += values[near];
      count += 1;
    });
    return sum / count;
  });
}

/** Call `visit` with each pixel at most `reach` away, up to the border of the frame. */
function eachNear(place, reach, visit) {
  const row = Math.floor(place / SEARCHED);
  const column = place % SEARCHED;
  for (let y = Math.max(0, row - reach); y <= Math.min(SEARCHED - 1, row + reach); y++) {
    for (let x = Math.max(0, column - reach); x <= Math.min(SEARCHED - 1, column + reach); x++) {
      visit(y * SEARCHED + x, x - column, y - row);
    }
  }
}

/** Which pixels belong to the character: the largest connected part and its parts nearby. */
function writingIn(ink) {
  const names = new Int32Array(COUNT);
  const parts = [];
  ink.forEach((value, start) => {
    if (value > 0.5 && !names[start]) parts.push(connected(ink, names, start, parts.length + 1));
  });
  // The edge of a table leaves the frame; a character does not, unless there is nothing else.
  const inside = parts.filter((part) => !part.touchesBorder);
  const whole = inside.length ? inside : parts;
  if (!whole.length) return null;
  const largest = Math.max(...whole.map(({ area }) => area));
  const chosen = new Set(whole.filter(({ area }) => area > speck * largest).map(({ name }) => name));
  const part = Uint8Array.from(names, (name) => chosen.has(name));
  // And the soft edges of its strokes.
  for (let step = 0; step < 2; step++) {
    const before = part.slice();
    before.forEach((isPart, place) => {
      if (isPart) eachNear(place, 1, (near) => (part[near] ||= ink[near] > 0));
    });
  }
  return part;
}

function connected(ink, names, start, name) {
  const waiting = [start];
  const part = { name, area: 0, touchesBorder: false };
  names[start] = name;
  while (waiting.length) {
    const place = waiting.pop();
    const [row, column] = [Math.floor(place / SEARCHED), place % SEARCHED];
    part.area += 1;
    part.touchesBorder ||= [row, column].some((at) => at === 0 || at === SEARCHED - 1);
    eachNear(place, 1, (near) => {
      if (ink[near] <= 0.5 || names[near]) return;
      names[near] = name;
      waiting.push(near);
    });
  }
  return part;
}

function boxOf(isInside) {
  const box = { left: SEARCHED, right: -1, top: SEARCHED, bottom: -1 };
  for (let place = 0; place < COUNT; place++) {
    if (!isInside(place)) continue;
    const row = Math.floor(place / SEARCHED);
    const column = place % SEARCHED;
    box.left = Math.min(box.left, column);
    box.right = Math.max(box.right, column);
    box.top = Math.min(box.top, row);
    box.bottom = Math.max(box.bottom, row);
  }
  return box;
}

const grown = ({ left, right, top, bottom }, by) => ({
  left: Math.max(0, left - by),
  right: Math.min(SEARCHED - 1, right + by),
  top: Math.max(0, top - by),
  bottom: Math.min(SEARCHED - 1, bottom + by),
});

/** The mean width of the strokes: on average, a pixel of one is a quarter of it from paper. */
function strokeWidth(part, ink) {
  const distance = Float32Array.from(part, (isPart, place) => (isPart && ink[place] > 0.5 ? 99 : 0));
  const relax = (place) => {
    if (!distance[place]) return;
    eachNear(place, 1, (near, right, down) => {
      distance[place] = Math.min(distance[place], distance[near] + Math.hypot(right, down));
    });
  };
  // There and back, as distances spread from both corners.
  for (let place = 0; place < COUNT; place++) relax(place);
  for (let place = COUNT - 1; place >= 0; place--) relax(place);
  const inside = distance.filter((value) => value > 0);
  return (4 * inside.reduce((sum, value) => sum + value, 0)) / inside.length - 1;
}

/** The ink of the character alone, its strokes wider by `missing` pixels. */
function widened(ink, part, missing) {
  const own = ink.map((value, place) => (part[place] ? value : 0));
  if (!missing) return own;
  const result = own.slice();
  own.forEach((value, place) => {
    if (!value) return;
    eachNear(place, Math.ceil(missing / 2), (near, right, down) => {
      if (Math.hypot(right, down) <= (missing + 1) / 2) result[near] = Math.max(result[near], value);
    });
  });
  return result;
}

/** The ink in the box, scaled to MNIST's size, with its center of mass in the middle. */
function centered(ink, box, rows, columns) {
  const whole = element("canvas", { width: SEARCHED, height: SEARCHED });
  const image = new ImageData(SEARCHED, SEARCHED);
  ink.forEach((value, place) => image.data.fill(255 * value, 4 * place, 4 * place + 3));
  for (let place = 3; place < image.data.length; place += 4) image.data[place] = 255;
  whole.getContext("2d").putImageData(image, 0, 0);
  const [width, height] = [box.right - box.left + 1, box.bottom - box.top + 1];
  const scale = Math.min((fill * rows) / height, (fill * columns) / width);
  const middle = centerOfMass(ink);
  const canvas = element("canvas", { width: columns, height: rows });
  const context = canvas.getContext("2d");
  context.fillStyle = "#000";
  context.fillRect(0, 0, columns, rows);
  context.imageSmoothingQuality = "high";
  const [across, down] = [Math.round(scale * width), Math.round(scale * height)];
  const left = Math.round(columns / 2 - scale * (middle.x - box.left));
  const top = Math.round(rows / 2 - scale * (middle.y - box.top));
  const x = Math.min(Math.max(left, 0), columns - across);
  const y = Math.min(Math.max(top, 0), rows - down);
  context.drawImage(whole, box.left, box.top, width, height, x, y, across, down);
  return canvas;
}

function centerOfMass(ink) {
  let [sum, x, y] = [0, 0, 0];
  ink.forEach((value, place) => {
    sum += value;
    x += value * (place % SEARCHED);
    y += value * Math.floor(place / SEARCHED);
  });
  return { x: x / sum, y: y / sum };
}
