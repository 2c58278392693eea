// Filters over the columns of the index: which documents pass, and what every choice would give.
(() => {
  "use strict";
  const katalog = (globalThis.katalog ??= {});
  const COLUMNS = ["kategori", "leverandor", "avtalestatus", "handelsvare"];
  const OTHER = new Set(["q", "avtale", "post", "rang", "bestilling", "skjul", "vis", ...COLUMNS]);

  const number = (text) => (/^\d{1,4}([.,]\d{1,2})?$/.test(text) ? Number(text.replace(",", ".")) : undefined);

  // "40..45", "40..", "..45" or "40"; undefined when it is none of them.
  function span(text) {
    const [low, high = low] = text.split("..").map((t) => t.trim());
    if (text.split("..").length > 2 || (low === "" && high === "")) return undefined;
    const made = [low === "" ? -Infinity : number(low), high === "" ? Infinity : number(high)];
    return made.includes(undefined) || made[0] > made[1] ? undefined : made;
  }

  // What the address asks for that the data knows, and the rest by name.
  async function read(params, measures) {
    const facets = await katalog.get("facets");
    const state = { columns: {}, place: {}, choices: {}, needs: [], hide: new Set(), order: false }, unknown = [];
    for (const name of COLUMNS) {
      const value = params.get(name);
      const index = value ? facets[name].values.findIndex(([id]) => id === value) : -1;
      if (index >= 0) state.columns[name] = index;
      else if (value) unknown.push(`${name}=${value}`);
    }
    const known = (await katalog.get("agreements")).find(([id]) => id === params.get("avtale"));
    const posts = new Set(known?.[4].map(([n]) => n));
    const valid = { avtale: () => known, post: (n) => posts.has(n), rang: (r) => known && /^(\d{1,2}|unranked|listet)$/.test(r) };
    for (const [name, test] of Object.entries(valid)) {
      const value = params.get(name);
      if (value && test(value)) state.place[name] = value;
      else if (value) unknown.push(`${name}=${value}`);
    }
    state.order = params.get("bestilling") === "1";
    for (const value of params.getAll("skjul")) if (value === "deler" || value === "utgatt") state.hide.add(value);
    const category = facets.kategori.values[state.columns.kategori]?.[0];
    const manifest = await katalog.get("manifest");
    state.known = manifest.choices.includes(category) ? await katalog.get(`p-${category}`) : [];
    for (const [name, value] of params) {
      if (OTHER.has(name) || !value) continue;
      const measure = measures.find((m) => m.id === name), choice = state.known.find(([id]) => id === name);
      const wanted = measure && span(value);
      if (wanted) state.needs.push({ ...measure, low: wanted[0], high: measure.atLeast && !value.includes("..") ? Infinity : wanted[1], text: value });
      else if (choice && (value === "?" || choice[2].some(([v]) => v === value))) state.choices[name] = value;
      else unknown.push(`${name}=${value}`);
    }
    return { state, unknown };
  }

  // A rank is nothing without its agreement: `rang` alone never matches.
  function matches([agreement, post, rank], { avtale, post: number, rang }) {
    return agreement === avtale && (!number || post === number) && (!rang || rank === rang);
  }

  // Documents that pass every filter, and for each filter the count of each of its choices when
  // all the other filters stand: a document counts where nothing else stops it.
  async function apply(docs, state) {
    const facets = await katalog.get("facets");
    const tests = [];
    const add = (name, test) => tests.push([name, test]);
    for (const name of COLUMNS) {
      if (name in state.columns) { const { of } = facets[name], want = state.columns[name]; add(name, (d) => of[d] === want); }
    }
    const { values, of: places } = facets.plasser;
    const fits = values.map((p) => state.place.avtale && matches(p, state.place));
    if (state.place.avtale) add("plass", (d) => places[d].some((p) => fits[p]));
    if (state.order) add("bestilling", (d) => facets.bestilling[d] === "1");
    const aid = facets.type.values.findIndex(([id]) => id === "hjelpemiddel");
    const current = new Set(facets.avtalestatus.values.flatMap(([id], i) => (id === "over" ? [] : [i])));
    if (state.hide.has("deler")) add("deler", (d) => facets.type.of[d] === aid);
    if (state.hide.has("utgatt")) add("utgatt", (d) => current.has(facets.avtalestatus.of[d]));
    for (const [name, value] of Object.entries(state.choices)) {
      const rows = state.known.find(([id]) => id === name)[2];
      const members = new Set(value === "?" ? rows.flatMap(([, n]) => n) : rows.find(([v]) => v === value)[1]);
      add(`v-${name}`, value === "?" ? (d) => !members.has(d) : (d) => members.has(d));
    }

    // How many filters stop a document, and which one when it is one: the counts follow from that.
    const { length } = facets.type.of, failed = new Uint8Array(length), which = new Uint8Array(length), met = new Uint8Array(length);
    tests.forEach(([, test], i) => { for (const d of docs) if (failed[d] < 2 && !test(d)) { failed[d]++; which[d] = i + 1; } });
    const at = (name) => tests.findIndex(([n]) => n === name) + 1;
    const open = (name) => { const i = at(name); return (d) => !failed[d] || (failed[d] === 1 && which[d] === i); };
    const passed = docs.filter((d) => !failed[d]), counts = {}, without = {};
    tests.forEach(([name], i) => { without[name] = docs.reduce((n, d) => n + (failed[d] === 1 && which[d] === i + 1 ? 1 : 0), 0); });
    const spread = (name, key, value) => {
      const free = open(name), sums = [];
      for (const d of docs) if (free(d)) { const v = value(d); sums[v] = (sums[v] ?? 0) + 1; }
      counts[key] = new Map(sums.flatMap((n, v) => (n ? [[v, n]] : [])));
    };
    for (const name of COLUMNS) { const { of } = facets[name]; spread(name, name, (d) => of[d]); }
    spread("bestilling", "bestilling", (d) => Number(facets.bestilling[d]));
    const tally = (name, value) => { const c = (counts[name] ??= new Map()); c.set(value, (c.get(value) ?? 0) + 1); };
    const free = open("plass");
    for (const doc of docs) if (free(doc)) countPlaces(doc);
    const asked = new Uint8Array(length);
    for (const d of docs) asked[d] = 1;
    for (const [id, , rows] of state.known) {
      const able = open(`v-${id}`);
      met.fill(0);
      for (const [value, members] of rows) for (const d of members) if (asked[d] && able(d)) { met[d] = 1; tally(`v-${id}`, value); }
      for (const d of docs) if (!met[d] && able(d)) tally(`v-${id}`, "?");
    }
    return { passed, counts, without };

    function countPlaces(doc) {
      const { avtale, post: number, rang } = state.place;
      let last;
      const seen = new Set();
      for (const p of places[doc]) {
        const [agreement, post, rank] = values[p];
        if (agreement !== last) tally("avtale", last = agreement); // a document's places are sorted
        if (agreement !== avtale) continue;
        if (!rang || rank === rang) seen.add(`post ${post}`);
        if (!number || post === number) seen.add(`rang ${rank}`);
      }
      for (const key of seen) tally(key.slice(0, 4), key.slice(5));
    }
  }

  // The needs against one variant at a time: a product fits when one of its variants meets them all.
  async function fit(docs, needs) {
    const counts = await katalog.get("variants"), starts = new Uint32Array(counts.length + 1);
    counts.forEach((n, i) => { starts[i + 1] = starts[i] + n; });
    const columns = await Promise.all(needs.map(async (need) => {
      const column = new Map(), row = await katalog.get(`m-${need.id}`);
      for (let i = 0, at = 0; i < row.length; i += 3) column.set(at += row[i], [row[i + 1], row[i + 2]]);
      return column;
    }));
    const groups = { fits: [], unknown: [], not: [] };
    for (const doc of docs) {
      let best;
      for (let v = starts[doc]; v < starts[doc + 1]; v++) {
                  const judged = katalog.judge(needs, (need) => columns[needs.indexOf(need)].get(v));
          if (!best || judged.rank > best.rank) best = { ...judged, variant: v - starts[doc] };

      }
      groups[best?.verdict ?? "unknown"].push({ doc, ...best });
    }
    return groups;
  }

  katalog.filters = { read, apply, fit, span };
})();
