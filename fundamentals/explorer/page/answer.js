/** What the network may say: nothing of an empty pad, and no name where it is not sure. */

import { data } from "./data.js";
import { imageBytes, imageCount } from "./images.js";
import { percent, say } from "./language.js";

const [ROWS, COLUMNS, CHANNELS] = data.dataset.shape;

/** The longer side of the part that is brighter than half of the brightest, in pixels. */
function extent(pixels) {
  const level = pixels.reduce((most, value) => Math.max(most, value), 0) / 2;
  let [top, bottom, left, right] = [ROWS, -1, COLUMNS, -1];
  pixels.forEach((value, place) => {
    if (value <= level) return;
    const row = Math.floor(place / (COLUMNS * CHANNELS));
    const column = Math.floor(place / CHANNELS) % COLUMNS;
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
    [left, right] = [Math.min(left, column), Math.max(right, column)];
  });
  return Math.max(bottom - top, right - left) + 1;
}

/** Less than half as large as anything that came with the page: a dot is no 0. */
function smallest() {
  const extents = Array.from({ length: imageCount }, (_, index) => extent(imageBytes(index)));
  return Math.min(...extents) / 2;
}

let least;

/** Rounded up where confidences are rounded down: what looks the same would not be. */
const threshold = percent(Math.ceil(1000 * data.model.threshold) / 1000);

/**
 * What may be said of an image, pixels 0–255: "empty", "small", "unsure" or "sure". Only where it
 * is sure the network names a class.
 */
export function judge(pixels, probabilities) {
  if (pixels.every((value) => value === 0)) return "empty";
  least ??= smallest();
  if (extent(pixels) < least) return "small";
  return Math.max(...probabilities) >= data.model.threshold ? "sure" : "unsure";
}

/** The sentence for a judgement; `name` is the likeliest class. */
export function answer(judgement, name, probability) {
  return say(`answer.${judgement}`, { name, probability: percent(probability), threshold });
}
