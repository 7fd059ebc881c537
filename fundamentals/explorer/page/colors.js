/** Numbers as colors. Blue and vermilion, Okabe and Ito's, are told apart by the color-blind. */

const BLUE = [0, 114, 178];
const ORANGE = [213, 94, 0];
const WHITE = [255, 255, 255];

/** Dark to bright, evenly to the eye; between these a straight line. */
const SCALE = [
  [18, 22, 38],
  [41, 62, 112],
  [27, 118, 142],
  [72, 172, 128],
  [178, 214, 86],
  [253, 240, 170],
];

const mix = (from, to, share) => from.map((value, index) => value + (to[index] - value) * share);
const clamp = (value) => Math.min(Math.max(value, 0), 1);

/** 0 is black, 1 is white. */
export const gray = (value) => WHITE.map((full) => full * clamp(value));

/** −1 is blue, 0 white, 1 orange. */
export function signed(value) {
  return mix(WHITE, value < 0 ? BLUE : ORANGE, clamp(Math.abs(value)));
}

/** 0 is dark, 1 is bright. */
export function sequential(value) {
  const place = clamp(value) * (SCALE.length - 1);
  const below = Math.min(Math.floor(place), SCALE.length - 2);
  return mix(SCALE[below], SCALE[below + 1], place - below);
}

/** 0 is orange, 1 is pale yellow: warm on a gray image. */
export const warm = (value) => mix(ORANGE, [255, 236, 150], clamp(value));

export const css = (color) => `rgb(${color.map(Math.round).join(" ")})`;

/** Black or white, whichever reads better on the color. */
export function inkOn([red, green, blue]) {
  const linear = [red, green, blue].map((channel) => (channel / 255) ** 2.2);
  const luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  return luminance > 0.18 ? "#111" : "#fff";
}

/** 256 colors between two ends, each packed into the four bytes of a canvas pixel. */
function table(color, low, high) {
  const bytes = new Uint8ClampedArray(4 * 256);
  for (let entry = 0; entry < 256; entry++) {
    bytes.set([...color(low + ((high - low) * entry) / 255), 255], 4 * entry);
  }
  return new Uint32Array(bytes.buffer);
}

const SIGNED = table(signed, -1, 1);
const SEQUENTIAL = table(sequential, 0, 1);

/**
 * How to color values from `low` to `high`, around 0 where some are negative: the pixel of a value
 * is `pixels[scale * value + offset | 0]`.
 */
export function palette(low, high) {
  if (low < 0) return { pixels: SIGNED, scale: 127.5 / Math.max(-low, high), offset: 127.5 };
  return { pixels: SEQUENTIAL, scale: high > 0 ? 255 / high : 0, offset: 0.5 };
}

export function extent(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
