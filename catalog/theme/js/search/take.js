// What a reader takes along: the address, or exactly the hits on the screen as a table that
// Norwegian spreadsheets open; no cell is a formula.
(() => {
  "use strict";
  const { element, say } = katalog;
  const safe = (line) => (/^[=+\-@]/.test(line) ? `'${line}` : line);
  const cell = (text) => ['"', safe(String(text).replace(/\s+/g, " ")).replaceAll('"', '""'), '"'].join("");

  async function table(_, cards, root) {
    const lines = (await cards()).map(([id, name, meta, state, places, more]) => [id, name, meta, state, places.map(([where, what]) => `${where}: ${what}`).join("; ") + (more ? say("; og {n} plasser til", { n: more }) : ""), new URL(`${root}produkt/${id}/`, location.href).href]);
    const text = "\ufeff" + [["produkt_id", "produkt", "hva", "avtalestatus", "plasser", "adresse"], ...lines].map((l) => l.map(cell).join(";")).join("\r\n") + "\r\n";
    const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    element("a", { href: url, download: "treff.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  async function share(button) {
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(location.href);
      button.textContent = say("Lenken er kopiert");
    } catch {
      button.textContent = say("Kopier adressen øverst i nettleseren");
    }
    setTimeout(() => { button.textContent = label; }, 3000);
  }

  katalog.take = { del: share, "last-ned": table };
})();
