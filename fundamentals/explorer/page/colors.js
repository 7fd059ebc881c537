/** Numbers as colors. Blue and vermilion, Okabe and Ito's, are told apart by the color-blind. */

const BLUE = [0, 114, 178];
const ORANGE = [213, 94, 0];
const WHITE = [255, 255, 255];

/** Evenly spaced colors of a scale, dark to bright; between two of them a straight line. */
const scaleOf = (colors) =>
  colors.split(" ").map((hex) => [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)));

/** Matplotlib's scales, in the pictures of the labs, too: what is strong, and what is evidence. */
const VIRIDIS = scaleOf(
  "440154 48186a 472d7b 424086 3b528b 33638d 2c728e 26818e 21908c " +
    "1f9f88 28ae80 3ebc74 5dc963 82d34c abdc32 d5e21a fde725",
);
const INFERNO = scaleOf(
  "000004 0b0724 210c4a 3c0965 57106d 70196e 89226a a32b61 bb3755 " +
    "d14644 e35932 f1711e f98d0a fcab0f f9ca32 f2e865 fcffa4",
);

const mix = (from, to, share) => from.map((value, index) => value + (to[index] - value) * share);
const clamp = (value) => Math.min(Math.max(value, 0), 1);

/** 0 is black, 1 is white. */
export const gray = (value) => WHITE.map((full) => full * clamp(value));

/** −1 is blue, 0 white, 1 orange. */
export function signed(value) {
  return mix(WHITE, value < 0 ? BLUE : ORANGE, clamp(Math.abs(value)));
}

function onScale(scale, value) {
  const place = clamp(value) * (scale.length - 1);
  const below = Math.min(Math.floor(place), scale.length - 2);
  return mix(scale[below], scale[below + 1], place - below);
}

/** 0 is dark, 1 is bright: how strongly a layer responds. */
export const sequential = (value) => onScale(VIRIDIS, value);

/** 0 is black, 1 is pale yellow: evidence for a class. */
export const heat = (value) => onScale(INFERNO, value);

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
const GRAY = table(gray, 0, 1);
const PRIMARIES = [0, 1, 2].map((primary) =>
  table((value) => WHITE.map((full, color) => (color === primary ? full * value : 0)), 0, 1),
);

/**
 * How to color values from `low` to `high`, around 0 where some are negative: the pixel of a value
 * is `pixels[scale * value + offset | 0]`.
 */
export function palette(low, high) {
  if (low < 0) return { pixels: SIGNED, scale: 127.5 / Math.max(-low, high), offset: 127.5 };
  return { pixels: SEQUENTIAL, scale: high > 0 ? 255 / high : 0, offset: 0.5 };
}

/** How to color channel `channel` of an image with values up to `most`: gray, or its own color. */
export function imagePalette(channel, channels, most) {
  return { pixels: channels === 3 ? PRIMARIES[channel] : GRAY, scale: 255 / most, offset: 0.5 };
}

/** The color of a value, as a style. */
export function colorOf(value, { pixels, scale, offset }) {
  const pixel = pixels[(scale * value + offset) | 0];
  return `rgb(${pixel & 255} ${(pixel >> 8) & 255} ${(pixel >> 16) & 255})`;
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
