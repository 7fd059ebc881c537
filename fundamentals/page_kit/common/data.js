/** What the exporter wrote into the page: texts, the deck's figures, the dataset, the model. */

export const data = JSON.parse(document.getElementById("data").textContent);
