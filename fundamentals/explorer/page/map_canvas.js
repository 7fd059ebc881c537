/** One map as a small picture, a pixel a number. */

import { element } from "./elements.js";

export class MapCanvas {
  constructor({ rows, columns }) {
    this.canvas = element("canvas", { width: columns, height: rows });
    this.canvas.ariaHidden = "true";
    this.context = this.canvas.getContext("2d");
    this.image = new ImageData(columns, rows);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  /** Draw `data[first + step * place]` in the colors of a palette. */
  draw(data, first, step, { pixels, scale, offset }) {
    const drawn = this.pixels;
    for (let place = 0; place < drawn.length; place++) {
      drawn[place] = pixels[(scale * data[first + step * place] + offset) | 0];
    }
    this.context.putImageData(this.image, 0, 0);
  }
}
