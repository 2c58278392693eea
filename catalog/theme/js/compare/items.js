// What an address asks to compare: products and variants, looked up in small parts.
(() => {
  "use strict";
  const { get } = katalog;

  // FNV-1a, as catalog/views/comparison.py puts products into parts.
  function partOf(id, parts) {
    let found = 2166136261;
    for (const byte of new TextEncoder().encode(id)) found = Math.imul(found ^ byte, 16777619) >>> 0;
    return found % parts;
  }

  // Every six digits of a text; a lost leading zero is put back.
  const numbers = (text) => (text.match(/\b\d{5,6}\b/g) ?? []).map((n) => n.padStart(6, "0"));

  // ?p=a,b&hms=1,2 → [{ type, key }], each once, and those that stood twice.
  function read(params) {
    const wanted = [], twice = [];
    for (const [type, pattern] of [["p", /^[a-z0-9]+(-[a-z0-9]+)*$/], ["hms", /^\d{5,6}$/]]) {
      for (const raw of params.getAll(type).join(",").split(",").map((t) => t.trim()).filter(Boolean)) {
        const key = type === "hms" ? raw.padStart(6, "0") : raw;
        if (wanted.some((w) => w.key === key)) twice.push(key);
        else wanted.push({ type, key: key.slice(0, 80), valid: pattern.test(raw) });
      }
    }
    return { wanted, twice };
  }

  function address(items, more = {}) {
    const parts = ["p", "hms"].flatMap((type) => {
      const keys = items.filter((i) => i.type === type).map((i) => encodeURIComponent(i.key));
      return keys.length ? [`${type}=${keys.join(",")}`] : [];
    });
    for (const [name, value] of Object.entries(more)) if (value) parts.push(`${name}=${encodeURIComponent(value)}`);
    return `?${parts.join("&")}`;
  }

  // The item with its facts; `missing` when the catalogue has no such thing.
  async function look(item, parts) {
    const { type, key, valid } = item;
    const id = type === "p" ? key : valid && (await get(`h${key.slice(0, 2)}`))[key];
    const record = valid && id ? (await get(`d${partOf(id, parts)}`))[id] : undefined;
    if (!record) return { ...item, missing: true };
    const at = record.variants.findIndex(([n]) => n === key);
    const chosen = type === "p" ? record.variants : [record.variants[at]];
    return {
      ...item, id, record, chosen,
      name: type === "p" ? record.name : chosen[0][1],
      places: record.places.filter(([, , , , , , , of]) => type === "p" || !of || of.includes(at)),
      values: chosen.map((v) => v[6]),
    };
  }

  katalog.items = { numbers, read, address, look };
})();
