// One lower-case word to one index key: the twin of catalog/search/analysis.py, with its tables.
(() => {
  "use strict";
  const katalog = (globalThis.katalog ??= {});
  const t = katalog.tables;
  const step1 = new Set(t.step1), step3 = new Set(t.step3), stop = new Set(t.stop);
  const nynorsk = new RegExp(Object.keys(t.nynorsk).join("|"), "g");
  const repairs = t.repairs.map(([pattern, to]) => [new RegExp(pattern), to]);
  const word = new RegExp(`[${t.letters}]+(?:-[${t.letters}]+)*`, "g");

  const fold = (w) => t.pairs.reduce(
    (s, [pair, one]) => s.replaceAll(pair, one),
    w.replace(/[^\x00-\x7f]/g, (c) => t.fold[c] ?? c),
  );

  function region(w) {
    let i = 0;
    while (i < w.length && !t.vowels.includes(w[i])) i++;
    while (i < w.length && t.vowels.includes(w[i])) i++;
    return i < w.length ? Math.max(i + 1, 3) : w.length;
  }

  function first(w, start) {
    for (let n = Math.min(7, w.length - start); n > 0; n--) {
      const end = w.slice(-n), rest = w.slice(0, -n);
      if (end === "erte" || end === "ert") return `${rest}er`;
      if (step1.has(end)) return rest;
      if (end === "s") {
        const k = w.at(-2) === "k" && w.length >= 3 && !t.vowels.includes(w.at(-3));
        return t.s.includes(w.at(-2)) || k ? rest : w;
      }
    }
    return w;
  }

  function stem(w) {
    const start = region(w);
    if (start >= w.length) return w;
    w = first(w, start);
    if (w.length - 2 >= start && /[dv]t$/.test(w)) w = w.slice(0, -1);
    for (let n = Math.min(7, w.length - start); n > 0; n--) {
      if (step3.has(w.slice(-n))) return w.slice(0, -n);
    }
    return w;
  }

  function key(w) {
    w = fold(w);
    if (/[0-9]/.test(w)) return w;
    w = w.replace(nynorsk, (m) => t.nynorsk[m]);
    if (w.length <= 3) return w;
    w = stem(stem(w));
    for (const [pattern, to] of repairs) {
      if (w.length > 4) {
        const repaired = w.replace(pattern, to);
        if (repaired.length >= 3) w = repaired;
      }
    }
    return w;
  }

  function words(text) {
    const found = [];
    for (const [w] of text.toLowerCase().matchAll(word)) {
      if (w.includes("-")) {
        const parts = w.split("-");
        found.push(...parts);
        if (w.length <= 24) found.push(parts.join(""));
      } else found.push(w);
    }
    return found.filter((w) => !stop.has(w));
  }

  Object.assign(katalog, { fold, stem, key, words });
})();
