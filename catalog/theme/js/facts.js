// What products have and what differs: the same answers as catalog/views/difference.py gives.
// An unknown value is no difference, and neither is an equal one.
(() => {
  "use strict";
  const katalog = (globalThis.katalog ??= {});
  const KEYS = ["id", "nb", "nn", "label", "unit", "section", "type", "fit", "direction"];
  const vocabulary = (rows) => rows.map((row) => Object.fromEntries(KEYS.map((k, i) => [k, row[i]])));

  const span = (value) => (Array.isArray(value) ? value : [value, value]);

  // [lowest, highest] over the variants that have the measure, or undefined.
  function range(property, variants) {
    const spans = variants.flatMap((values) => (values[property.id] === undefined ? [] : [span(values[property.id])]));
    return spans.length ? [Math.min(...spans.map((s) => s[0])), Math.max(...spans.map((s) => s[1]))] : undefined;
  }

  // The same in words: of the page, or of a text in another language than its page.
  function spoken(locale, yes, no) {
    const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
    const number = (n) => format.format(n);
    const measured = ([low, high], unit) => (low === high ? number(low) : `${number(low)}–${number(high)}`) + (unit && ` ${unit}`);
    const one = (property, value) => (value === true ? yes : value === false ? no : typeof value === "string" ? value : measured(span(value), property.unit));

    // One property over several variants' values; "" when none has it.
    function summary(property, variants) {
      if (property.type === "measure") {
        const found = range(property, variants);
        return found ? measured(found, property.unit) : "";
      }
      const texts = new Set(variants.flatMap((values) => (values[property.id] === undefined ? [] : [one(property, values[property.id])])));
      return [...texts].sort().join(", ");
    }

    // [{property, a, b}] for what both have, unlike.
    function differences(properties, a, b) {
      return properties.flatMap((property) => {
        const found = { property, a: summary(property, a), b: summary(property, b) };
        return found.a && found.b && found.a !== found.b ? [found] : [];
      });
    }
    return { measured, one, summary, differences };
  }

  // "12", "12,5" or "40-45" → [low, high]; undefined when it is no measure.
  function wanted(text) {
    const found = /^\s*(\d{1,4}(?:[.,]\d{1,2})?)(?:\s*(?:-|–|\.\.)\s*(\d{1,4}(?:[.,]\d{1,2})?))?\s*$/.exec(text);
    if (!found) return undefined;
    const [low, high = low] = found.slice(1).filter(Boolean).map((t) => Number(t.replace(",", ".")));
    return low <= high ? [low, high] : undefined;
  }

  const own = spoken(globalThis.document?.documentElement.lang === "en" ? "en-GB" : "nb-NO", _("Ja"), _("Nei"));
  katalog.facts = { vocabulary, span, range, wanted, spoken, ...own };
})();
