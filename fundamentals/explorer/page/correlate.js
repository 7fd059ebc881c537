/** The deck's convolution of one gray image, by hand. An image is { rows, columns, values }. */

/** Add `border` pixels on each side: "zero", or "mirror", which repeats the edge pixels. */
export function pad({ rows, columns, values }, border, mode) {
  const padded = { rows: rows + 2 * border, columns: columns + 2 * border, values: [] };
  const inside = (index, length) => {
    if (mode === "zero" || (index >= 0 && index < length)) return index;
    return index < 0 ? -index - 1 : 2 * length - index - 1;
  };
  for (let row = -border; row < rows + border; row++) {
    for (let column = -border; column < columns + border; column++) {
      const y = inside(row, rows);
      const x = inside(column, columns);
      const isImage = y >= 0 && y < rows && x >= 0 && x < columns;
      padded.values.push(isImage ? values[y * columns + x] : 0);
    }
  }
  return padded;
}

/** Return the size × size values under the window whose corner is (row, column). */
export function windowAt({ columns, values }, row, column, size) {
  return Array.from(
    { length: size * size },
    (_, tap) => values[(row + Math.floor(tap / size)) * columns + column + (tap % size)],
  );
}

export const weightedSum = (pixels, kernel) =>
  pixels.reduce((sum, pixel, tap) => sum + pixel * kernel[tap], 0);

/** Slide the square kernel (not flipped, as in Keras) over the image as it is. */
export function correlate(image, kernel, stride) {
  const size = Math.sqrt(kernel.length);
  const count = (length) => Math.floor((length - size) / stride) + 1;
  const output = { rows: count(image.rows), columns: count(image.columns), values: [] };
  for (let row = 0; row < output.rows; row++) {
    for (let column = 0; column < output.columns; column++) {
      output.values.push(weightedSum(windowAt(image, row * stride, column * stride, size), kernel));
    }
  }
  return output;
}
