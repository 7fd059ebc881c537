/** Keeps pictures: in the page, to be saved, and as training examples in a folder. */

import { data } from "./data.js";
import { byId, element } from "./elements.js";
import { asFile, KeptPictures } from "./kept_pictures.js";
import { inLanguage, onLanguage, say } from "./language.js";
import { send } from "./prediction_requests.js";

export class PictureSaving {
  constructor() {
    this.camera = null;
    this.picture = null;
    this.kept = new KeptPictures(byId("kept"));
    this.news = () => "";
    this.refusal = null;
    byId("keep-example").hidden = !data.keep;
    byId("keep-class").append(
      ...(data.keep?.classes ?? []).map((name) => element("option", { textContent: name })),
    );
    byId("keep-picture").addEventListener("click", () => this.#keepHere());
    byId("keep-as-example").addEventListener("click", () => this.#keepAsExample());
    onLanguage(() => this.#translate());
  }

  /** A picture, a Blob or null, that may be kept while no camera is watched. */
  offer(picture) {
    this.picture = picture;
    this.#show();
  }

  /** Keep the frames of a camera; null: of none any more. */
  watch(camera) {
    this.camera = camera;
    this.#show();
  }

  /** The picture as it is now; the camera's at full size. */
  async #current() {
    return this.camera ? asFile(this.camera.frame()) : this.picture;
  }

  async #keepHere() {
    this.kept.add(await this.#current());
    this.#tell(() => (data.keep ? say("keep.here") : say("keep.no_folder", data)));
  }

  async #keepAsExample() {
    const picture = await this.#current();
    const name = byId("keep-class").value;
    const reply = await send(picture, `/keep?${new URLSearchParams({ class: name })}`);
    if (!reply.error) this.kept.add(picture);
    this.#tell(() => (reply.error ? "" : say("keep.done", { ...reply, name })), reply.error);
  }

  #tell(news, refusal = null) {
    this.news = news;
    this.refusal = refusal;
    this.#translate();
    this.#show();
  }

  /** The pictures that were kept stay in view. */
  #show() {
    const canKeep = this.camera !== null || this.picture !== null;
    byId("keep").hidden = !canKeep && !this.kept.links.length;
    byId("keep-picture").disabled = byId("keep-as-example").disabled = !canKeep;
  }

  #translate() {
    byId("keep-news").textContent = this.news();
    byId("keep-refusal").hidden = this.refusal === null;
    byId("keep-refusal").textContent = this.refusal ? inLanguage(this.refusal) : "";
  }
}
