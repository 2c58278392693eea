// The guide as one form, and the user's share of a price. Nothing typed is kept or sent.
(() => {
  "use strict";
  for (const box of document.querySelectorAll("[data-share]")) {
    const { percent, cap } = box.dataset;
    const form = box.querySelector("form"), price = form.querySelector("input"), out = form.querySelector("output");
    const kroner = new Intl.NumberFormat(document.documentElement.lang === "en" ? "en-GB" : "nb-NO", { maximumFractionDigits: 0 });
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    price.addEventListener("input", () => {
      const text = price.value.replace(/\s/g, "").replace(",", ".");
      const own = Math.min(Number(text) * percent / 100, Number(cap));
      out.textContent = text && own >= 0 ? _("Egenandel: {sum} kr").replace("{sum}", kroner.format(own)) : _("Skriv prisen som et tall.");
    });
  }

  const form = document.getElementById("alle-sporsmal");
  if (!form) return;
  const ends = JSON.parse(form.dataset.ends); // the answer sets that end: [["alder", "under-26"], …]
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = new FormData(form);
    const end = ends.find((pairs) => pairs.every(([question, answer]) => chosen.get(question) === answer));
    if (end) location.assign([`${form.dataset.root}veiviser`, ...end.map(([, answer]) => answer), location.protocol === "file:" ? "index.html" : ""].join("/"));
  });
})();
