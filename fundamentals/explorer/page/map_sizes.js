/** How large the maps of a column are drawn, so that all of them fit. */

/** The screens on which layers are stacked; the style sheets say the same. */
export const IS_PHONE = matchMedia("(max-width: 40rem)");

/** Largest side on the screen: a map, a number of a vector, a sheet or the image. */
const MOST = { map: 52, number: 18, single: 92 };
/** Sides of a sheet, in pixels. */
const SHEET = 130;
const GAP = 3;

function mostOf({ count, rows, columns }) {
  if (rows * columns === 1) return MOST.number;
  return count <= 3 ? MOST.single : MOST.map;
}

/**
 * Return { width, height, across }: the size of one map and how many stand side by side, as large
 * as the space of `width` × `height` allows.
 */
export function fitMaps(maps, width, height) {
  const { count, rows, columns, isSheet } = maps;
  if (isSheet) {
    // Its rows and columns are not those of a picture: they need no square pixels.
    const side = Math.min(width, SHEET);
    return { width: side, height: Math.min(Math.max(side, SHEET), height), across: 1, gap: 0 };
  }
  const aspect = Math.min(Math.max(columns / rows, 0.5), 2);
  const most = mostOf(maps);
  let best = { width: 0 };
  for (let across = 1; across <= count; across++) {
    const down = Math.ceil(count / across);
    const gap = most === MOST.number ? 1 : GAP;
    const inWidth = (width - (across - 1) * gap) / across;
    const inHeight = ((height - (down - 1) * gap) / down) * aspect;
    const side = Math.min(inWidth, inHeight, most * Math.max(aspect, 1));
    if (side > best.width + 0.01) best = { width: side, height: side / aspect, across, gap };
  }
  return best;
}
