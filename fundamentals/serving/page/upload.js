/** Pictures that come by the button, by a drop or from the clipboard. */

import { data } from "./data.js";
import { byId } from "./elements.js";
import { onLanguage, say } from "./language.js";

export class Upload {
  /** `onPicture` is called before the model is asked about a picture. */
  constructor(requests, view, onPicture) {
    this.onPicture = onPicture;
    this.requests = requests;
    this.view = view;
    this.#setUpButton();
    this.#setUpDrop();
    document.addEventListener("paste", (event) => {
      const [file] = event.clipboardData.files;
      if (file) this.#take(file);
    });
    const hint = data.framing === "handwriting" ? "upload.hint" : "upload.hint_whole";
    onLanguage(() => (byId("upload-hint").textContent = say(hint)));
  }

  #setUpButton() {
    const input = byId("file");
    input.accept = data.formats.join(",");
    byId("choose").addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      if (input.files.length) this.#take(input.files[0]);
      // The same file, changed, may be chosen again.
      input.value = "";
    });
  }

  /** A file dropped beside a mark would take the browser away: all of the page is target. */
  #setUpDrop() {
    const mark = (isOver) => byId("drop").classList.toggle("over", isOver);
    document.addEventListener("dragover", (event) => {
      event.preventDefault();
      mark(true);
    });
    document.addEventListener("dragleave", (event) => mark(event.relatedTarget !== null));
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      mark(false);
      const [file] = event.dataTransfer.files;
      if (file) this.#take(file);
      else this.view.refuse(data.texts["error.no_file"]);
    });
  }

  async #take(file) {
    this.onPicture();
    await this.requests.ask(file);
    // On a phone the answer stands above the button.
    byId("prediction-title").scrollIntoView({ block: "nearest" });
  }
}
