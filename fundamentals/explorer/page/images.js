/** The validation images that came with the page. */

import { inflate } from "./bytes.js";
import { data } from "./data.js";

const { shape } = data.dataset;
const length = shape[0] * shape[1] * shape[2];
let bytes;

/** Unpack the images: before that, there are none. */
export async function loadImages() {
  bytes = await inflate(data.dataset.images);
}

export const imageCount = data.dataset.labels.length;

/** Pixels 0–255, rows × columns × channels. */
export const imageBytes = (index) => bytes.subarray(index * length, (index + 1) * length);

/** The mean over channels, 0–1, as { rows, columns, values }. */
export function grayImage(index) {
  const [rows, columns, channels] = shape;
  const pixels = imageBytes(index);
  const values = Array.from({ length: rows * columns }, (_, place) => {
    const colors = pixels.subarray(place * channels, (place + 1) * channels);
    return colors.reduce((sum, value) => sum + value, 0) / channels / 255;
  });
  return { rows, columns, values };
}

/** Put pixels 0–255 on a canvas of the image's size. */
export function paintBytes(canvas, pixels) {
  const [rows, columns, channels] = shape;
  canvas.width = columns;
  canvas.height = rows;
  const image = new ImageData(columns, rows);
  for (let place = 0; place < rows * columns; place++) {
    for (let color = 0; color < 3; color++) {
      image.data[4 * place + color] = pixels[place * channels + (channels >= 3 ? color : 0)];
    }
    image.data[4 * place + 3] = 255;
  }
  canvas.getContext("2d").putImageData(image, 0, 0);
}
