/** Bytes that travel with the page as text. */

export function decodeBytes(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** The bytes of a zlib stream. */
export async function inflate(base64) {
  const stream = new Blob([decodeBytes(base64)]).stream();
  const inflated = stream.pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(inflated).arrayBuffer());
}
