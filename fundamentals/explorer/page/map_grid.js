/** Many small maps as one picture. */

/** Screen pixels between one map and the next. */
const GAP = 2;

/** How many maps stand in a row: somewhat more than in a column. */
const gridColumns = (count) => Math.min(count, Math.ceil(Math.sqrt(1.8 * count)));

/**
 * Draw `count` maps of rows × columns on a canvas, each number as `zoom` × `zoom` pixels. The
 * number at `data[map + step * place]` is colored by a palette; gaps stay transparent.
 */
export function drawMapGrid(canvas, maps) {
  const { count, rows, columns, zoom } = maps;
  const across = gridColumns(count);
  const width = across * (columns * zoom + GAP) - GAP;
  const height = Math.ceil(count / across) * (rows * zoom + GAP) - GAP;
  const image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let map = 0; map < count; map++) {
    const left = (map % across) * (columns * zoom + GAP);
    const top = Math.floor(map / across) * (rows * zoom + GAP);
    drawMap(pixels, top * width + left, width, map, maps);
  }
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d").putImageData(image, 0, 0);
}

function drawMap(drawn, corner, width, map, { rows, columns, data, step, zoom, palette }) {
  const { pixels, scale, offset } = palette;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = data[map + step * (row * columns + column)];
      const pixel = pixels[(scale * value + offset) | 0];
      const block = corner + row * zoom * width + column * zoom;
      for (let line = block; line < block + zoom * width; line += width) {
        drawn.fill(pixel, line, line + zoom);
      }
    }
  }
}
