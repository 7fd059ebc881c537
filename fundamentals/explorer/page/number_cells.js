/** A window, a kernel or products: numbers in a grid, or a picture where they are too many. */

import { css, extent, inkOn, palette } from "./colors.js";
import { element } from "./elements.js";
import { figure } from "./language.js";
import { MapCanvas } from "./map_canvas.js";
import { IS_PHONE } from "./map_sizes.js";

/** Up to so many numbers a row are written out: on a phone, in the small panel, enlarged. */
const WRITTEN = { phone: 3, small: 5, large: 7 };

/** Colors for weights and products: orange adds, blue subtracts. */
function signedPalette(numbers) {
  const [low, high] = extent(numbers);
  const most = Math.max(-low, high, 1e-9);
  return palette(-most, most);
}

const shades = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];

/**
 * `colors` is a palette, by default around 0; `marked` is the number that stands out; `names` are
 * the numbers of the inputs, where they are not a window.
 */
export function numberCells(numbers, columns, colors, { isLarge, marked, names }) {
  const { pixels, scale, offset } = colors ?? signedPalette(numbers);
  if (columns > WRITTEN[isLarge ? "large" : IS_PHONE.matches ? "phone" : "small"]) {
    const picture = new MapCanvas({ rows: numbers.length / columns, columns });
    picture.draw(numbers, 0, 1, { pixels, scale, offset });
    picture.canvas.className = "cells-picture";
    return picture.canvas;
  }
  const cells = numbers.map((number, at) => {
    const color = shades(pixels[(scale * number + offset) | 0]);
    const cell = element("div", { textContent: figure(number) });
    if (names) cell.prepend(element("small", { textContent: names[at] + 1 }));
    Object.assign(cell.style, { background: css(color), color: inkOn(color) });
    cell.classList.toggle("winner", at === marked);
    return cell;
  });
  const grid = element("div", { className: "cells" }, ...cells);
  grid.style.setProperty("--columns", columns);
  return grid;
}
