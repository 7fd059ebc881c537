/** Pictures that were kept in the page: thumbnails, each of which saves its picture. */

import { element } from "./elements.js";
import { onLanguage, say } from "./language.js";

export class KeptPictures {
  constructor(container) {
    this.container = container;
    this.links = [];
    onLanguage(() => this.#translate());
  }

  /** Add a picture, a Blob: a canvas as PNG, or a file that somebody chose. */
  add(picture) {
    const source = URL.createObjectURL(picture);
    const number = this.links.length + 1;
    const image = element("img", { src: source, alt: "" });
    const name = `picture-${number}${ending(picture)}`;
    const link = element("a", { href: source, download: name }, image);
    this.links.push(link);
    this.container.prepend(link);
    this.#translate();
  }

  #translate() {
    this.links.forEach((link, index) => {
      link.setAttribute("aria-label", say("kept.save", { number: index + 1 }));
    });
  }
}

const ending = (picture) => picture.name?.match(/\.\w+$/)?.[0] ?? ".png";

/** Return a canvas as a picture file, a Blob. */
export const asFile = (canvas, type = "image/png") =>
  new Promise((resolve) => canvas.toBlob(resolve, type, 0.92));
