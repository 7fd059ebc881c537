/** The bundled digits, unpacked and augmented. */

import { inflate } from "./bytes.js";

/**
 * Return a set's pixels, 0–1, one image after the other. `packed`: base64 of a zlib stream of two
 * pixels per byte, 0–15 each.
 */
export async function unpackImages(packed) {
  const pairs = await inflate(packed);
  const pixels = new Float32Array(2 * pairs.length);
  pairs.forEach((pair, place) => {
    pixels[2 * place] = (pair >> 4) / 15;
    pixels[2 * place + 1] = (pair & 15) / 15;
  });
  return pixels;
}

/** At strength 1: largest turn in radians, shift in parts of the side, and change of size. */
const TURN = 0.35;
const SHIFT = 0.12;
const GROWTH = 0.18;

/**
 * Write image `index` of `pixels` to place `to` of `target`, turned, shifted and scaled at random.
 * `strength` 0 copies it, 1 changes it most.
 */
export function augment(pixels, index, side, strength, random, target, to) {
  const from = index * side * side;
  if (strength === 0) {
    target.set(pixels.subarray(from, from + side * side), to);
    return;
  }
  const turn = strength * random.between(-TURN, TURN);
  const scale = 1 + strength * random.between(-GROWTH, GROWTH);
  const right = strength * random.between(-SHIFT, SHIFT) * side;
  const down = strength * random.between(-SHIFT, SHIFT) * side;
  const cosine = Math.cos(turn) / scale;
  const sine = Math.sin(turn) / scale;
  const middle = (side - 1) / 2;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const x = column - middle - right;
      const y = row - middle - down;
      const value = between(
        pixels,
        from,
        side,
        middle + sine * x + cosine * y,
        middle + cosine * x - sine * y,
      );
      target[to + row * side + column] = value;
    }
  }
}

/** The value between four pixels; outside the image it is 0. */
function between(pixels, from, side, y, x) {
  const row = Math.floor(y);
  const column = Math.floor(x);
  const at = (down, right) =>
    row + down < 0 || row + down >= side || column + right < 0 || column + right >= side
      ? 0
      : pixels[from + (row + down) * side + column + right];
  const upper = at(0, 0) + (x - column) * (at(0, 1) - at(0, 0));
  const lower = at(1, 0) + (x - column) * (at(1, 1) - at(1, 0));
  return upper + (y - row) * (lower - upper);
}
