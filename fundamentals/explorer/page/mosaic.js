/** Many small maps as one picture. */

const GAP = 1;

/** How many maps stand in a row: about twice as many as in a column. */
export const mosaicColumns = (count) => Math.min(count, Math.ceil(Math.sqrt(2 * count)));

/**
 * Draw `count` maps of rows × columns on a canvas. The number at `data[first + map + step * place]`
 * is coloured by a palette; gaps stay transparent.
 */
export function drawMosaic(canvas, { count, rows, columns, data, first = 0, step, palette }) {
  const across = mosaicColumns(count);
  const width = across * (columns + GAP) - GAP;
  const height = Math.ceil(count / across) * (rows + GAP) - GAP;
  const image = new ImageData(width, height);
  const drawn = new Uint32Array(image.data.buffer);
  const { pixels, scale, offset } = palette;
  for (let map = 0; map < count; map++) {
    const left = (map % across) * (columns + GAP);
    const top = Math.floor(map / across) * (rows + GAP);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const value = data[first + map + step * (row * columns + column)];
        drawn[(top + row) * width + left + column] = pixels[(scale * value + offset) | 0];
      }
    }
  }
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d").putImageData(image, 0, 0);
}

/** Which map lies at a pointer event on a mosaic of `count` maps; null between or beside them. */
export function mapAt(canvas, event, count) {
  const box = canvas.getBoundingClientRect();
  const across = mosaicColumns(count);
  const down = Math.ceil(count / across);
  const column = Math.floor(((event.clientX - box.left) / box.width) * across);
  const row = Math.floor(((event.clientY - box.top) / box.height) * down);
  const map = row * across + column;
  return map >= 0 && map < count ? map : null;
}
