// The rows of a comparison. Which cells differ is decided here, and nowhere else in the browser.
(() => {
  "use strict";
  const { say } = katalog, { summary, range } = katalog.facts;
  const NUMBERS = 6;

  const place = ([, agreement, post, title, rank, period, over]) => ({
    text: [`${agreement}, ${say("post")} ${post}`, title && ` (${title})`, `: ${rank}. ${period}.`].filter(Boolean).join(""), over: Boolean(over),
  });

  function numbers(chosen) {
    const found = chosen.map(([n]) => n);
    return found.length <= NUMBERS ? found.join(", ") : say("{list} og {n} til", { list: found.slice(0, NUMBERS).join(", "), n: found.length - NUMBERS });
  }

  function scheme(chosen) {
    const known = chosen.filter((v) => v[3] >= 0), yes = chosen.filter((v) => v[3] === 1).length;
    if (!known.length) return "";
    if (!yes && known.length < chosen.length) return say("Nei for {n} av {total} varianter", { n: known.length, total: chosen.length });
    return !yes ? say("Nei") : yes === chosen.length ? say("Ja") : say("{n} av {total} varianter", { n: yes, total: chosen.length });
  }

  // Who has most or least, in words; nobody when all are alike or fewer than two are known.
  function ends(property, items) {
    if (!property.direction) return [];
    const found = items.map((i) => range(property, i.values)?.[property.direction === "higher" ? 1 : 0]);
    const known = found.filter((f) => f !== undefined);
    const end = property.direction === "higher" ? Math.max(...known) : Math.min(...known);
    if (new Set(known).size < 2) return [];
    return found.map((f) => (f === end ? (property.direction === "higher" ? say("høyest") : say("lavest")) : ""));
  }

  // [{ section, label, cells, always, differs, marks }]; an empty cell is «ikke oppgitt».
  function rows(items, words) {
    const made = [];
    const add = (section, label, cells, more = {}) => {
      const known = new Set(cells.map((c) => JSON.stringify(c)).filter((c) => c !== '""' && c !== "[]"));
      made.push({ section, label, cells, differs: known.size > 1, known: known.size > 0, marks: [], ...more });
    };
    const main = say("Avtale og status");
    add(main, say("Avtale, post og rangering"), items.map((i) => i.places.map(place)), { always: true, none: say("Ingen rammeavtale registrert her") });
    add(main, say("Vanlig handelsvare?"), items.map((i) => i.record.retail[1]), { always: true });
    add(main, say("Bestillingsordningen"), items.map((i) => scheme(i.chosen)));
    add(main, say("Leverandør"), items.map((i) => i.record.supplier));
    add(main, say("Kategori"), items.map((i) => i.record.category[1] ?? ""));
    add(main, say("HMS-nummer"), items.map((i) => numbers(i.chosen)), { always: true });
    for (const property of words.properties) {
      const cells = items.map((i) => summary(property, i.values));
      if (cells.some(Boolean)) add(property.section, property.label, cells, { marks: ends(property, items) });
    }
    add(say("Kilder"), say("Kilde og dato"), items.map((i) => i.record.sources.map((s) => ({ text: words.sources[s] ?? s }))), { always: true });
    return made;
  }

  // Three letters for each group of facts of each item: what a link remembers of them.
  function short(data) {
    let found = 2166136261;
    for (const c of JSON.stringify(data)) found = Math.imul(found ^ c.codePointAt(0), 16777619) >>> 0;
    return (found % 46656).toString(36).padStart(3, "0");
  }
  const GROUPS = [
    [_("avtale, post eller rangering"), (i) => i.places.map((p) => [p[0], p[2], p[8]])],
    [_("om det er vanlig handelsvare"), (i) => i.record.retail[0]],
    [_("mål og egenskaper"), (i) => i.values],
    [_("varianter og HMS-nummer"), (i) => i.chosen.map((v) => [v[0], v[3], v[5], Boolean(v[4])])],
  ];
  const signature = (item) => (item.missing ? "-".repeat(12) : GROUPS.map(([, of]) => short(of(item))).join(""));

  // What changed in an item since a link kept `before`: in words, empty when nothing did.
  function changed(item, before) {
    const now = signature(item);
    if (before === now || !/^[0-9a-z-]{12}$/.test(before)) return [];
    if (item.missing) return [say("er tatt ut av katalogen")];
    return GROUPS.map(([label]) => label).filter((_, i) => before.slice(i * 3, i * 3 + 3) !== now.slice(i * 3, i * 3 + 3));
  }

  katalog.comparison = { rows, signature, changed };
})();
