// The filter panel: its choices with counts, the sentence of the search, fit groups and shortcuts.
(() => {
  "use strict";
  const { element, say, filters, words, key } = katalog;
  const form = document.getElementById("filtre");
  const page = document.getElementById("sok");
  const measures = [...form.querySelectorAll("[data-need]")].map(({ dataset: d }) => ({ id: d.need, label: d.label, unit: d.unit, atLeast: "atLeast" in d }));
  let live = {};

  // A choice that would give nothing stays in sight, and cannot be chosen.
  function fill(select, all, options, chosen) {
    select.replaceChildren(new Option(all, ""), ...options.map(([value, label, count = 0]) => {
      const option = new Option(`${label} (${count})`, value, false, value === chosen);
      option.disabled = !count && value !== chosen;
      return option;
    }));
  }

  function rankLabel(rank) {
    if (rank === "unranked") return say("På avtale, uten rangering");
    if (rank === "listet") return say("Kun kjent fra erstatningsliste");
    return rank ? say("Rangering {n}", { n: rank }) : say("Rangering ikke registrert her");
  }

  async function paint(state, counts, wanted) {
    const facets = await katalog.get("facets"), agreements = await katalog.get("agreements");
    for (const name of ["kategori", "leverandor", "avtalestatus", "handelsvare"]) {
      const options = facets[name].values.map(([id, label], i) => [id, label, counts[name]?.get(i)]);
      fill(form.elements[name], say("Alle"), options, wanted.get(name));
    }
    const { avtale, post, rang } = state.place;
    fill(form.elements.avtale, say("Alle"), agreements.map(([id, name, , over]) => [id, over ? say("{name} (utløpt)", { name }) : name, counts.avtale?.get(id)]), avtale);
    document.getElementById("i-avtale").hidden = !avtale;
    const posts = agreements.find(([id]) => id === avtale)?.[4] ?? [];
    fill(form.elements.post, say("Alle poster"), posts.map(([n, name]) => [n, name ? `${n}: ${name}` : n, counts.post?.get(n)]), post);
    const ranks = [...new Set(facets.plasser.values.filter(([a, p]) => a === avtale && (!post || p === post)).map((p) => p[2]))];
    const order = (r) => Number(r) || { unranked: 100, "": 101, listet: 102 }[r];
    fill(form.elements.rang, say("Alle"), ranks.filter(Boolean).sort((a, b) => order(a) - order(b)).map((r) => [r, rankLabel(r), counts.rang?.get(r)]), rang);
    form.elements.bestilling.checked = state.order;
    const ordered = counts.bestilling?.get(1) ?? 0;
    form.querySelector("[data-count=bestilling]").textContent = `(${ordered})`;
    form.elements.bestilling.disabled = !ordered && !state.order;
    for (const check of form.elements.skjul) check.checked = state.hide.has(check.value);
    const box = document.getElementById("valg");
    box.hidden = !state.known.length;
    box.querySelector("div").replaceChildren(...state.known.flatMap(([id, label, rows]) => {
      const select = element("select", { id: `v-${id}`, name: id });
      const c = counts[`v-${id}`];
      fill(select, say("Alle"), [...rows.map(([v, , label = v]) => [v, label, c?.get(v)]), ["?", say("ikke oppgitt"), c?.get("?")]], state.choices[id] ?? "");
      return [element("label", { for: `v-${id}` }, label), select];
    }));
    for (const { id, atLeast } of measures) {
      const need = state.needs.find((n) => n.id === id);
      form.querySelector(`#m-${id}`).value = need && need.low !== -Infinity ? shownNumber(need.low) : "";
      if (!atLeast) form.querySelector(`#n-${id}`).value = need && need.high !== Infinity ? shownNumber(need.high) : "";
    }
  }

  const shownNumber = (n) => String(n).replace(".", ",");
  const range = (low, high) => (low === high ? shownNumber(low) : high === Infinity ? say("minst {n}", { n: shownNumber(low) }) : low === -Infinity ? say("høyst {n}", { n: shownNumber(high) }) : `${shownNumber(low)}–${shownNumber(high)}`);
  const needText = (need) => `${need.label.toLowerCase()} ${range(need.low, need.high)} ${need.unit}`;

  async function sentence(state) {
    const facets = await katalog.get("facets"), agreements = await katalog.get("agreements"), made = [];
    for (const [name, index] of Object.entries(state.columns)) made.push([name, facets[name].values[index][1]]);
    const { avtale, post, rang } = state.place;
    if (avtale) made.push(["plass", [agreements.find(([id]) => id === avtale)?.[1] ?? avtale, post && say("post {n}", { n: post }), rang && rankLabel(rang).toLowerCase()].filter(Boolean).join(" ")]);
    if (state.order) made.push(["bestilling", say("på bestillingsordningen")]);
    if (state.hide.has("deler")) made.push(["deler", say("uten tilbehør og deler")]);
    if (state.hide.has("utgatt")) made.push(["utgatt", say("uten utløpte avtaler")]);
    for (const [id, value] of Object.entries(state.choices)) {
      const [, label, rows] = state.known.find((k) => k[0] === id);
      made.push([`v-${id}`, `${label.toLowerCase()}: ${value === "?" ? say("ikke oppgitt") : rows.find(([v]) => v === value)?.[2] ?? value}`]);
    }
    return made;
  }

  // "hygiene post 17" names a place; "dusjstoler" names a category.
  async function shortcuts(text) {
    const facets = await katalog.get("facets"), agreements = await katalog.get("agreements"), made = [];
    const wanted = words(text).map(key), number = /\bpost\s*([0-9]+(?:\.[0-9]+)?[a-z]?)\b/i.exec(text)?.[1].toUpperCase();
    const subject = wanted.filter((w, i) => w !== "post" && !(number && w === number.toLowerCase() && wanted[i - 1] === "post"));
    if (!subject.length || subject.length > 4) return made;
    for (const [id, name, short, over, posts] of agreements) {
      const known = new Set(words(`${name} ${short}`).map(key));
      if (!subject.every((w) => known.has(w) || [...known].some((k) => w.length >= 5 && k.startsWith(w)))) continue;
      const post = number && posts.find(([n]) => n === number);
      if (number && !post) continue;
      if (over && !number && made.length) continue;
      const label = (over ? say("Utløpt avtale: {name}", { name }) : say("Rammeavtale: {name}", { name })) + (post ? say(", post {n}", { n: number }) + (post[1] ? `: ${post[1]}` : "") : "");
      made.push({ href: `avtale/${id}/` + (post ? `post/${number}/` : ""), text: label });
    }
    if (!number) {
      for (const [id, name, , over, posts] of agreements) {
        for (const [n, heading] of over || made.length ? [] : posts) {
          const known = words(heading).map(key);
          if (subject.every((w) => known.includes(w))) made.push({ href: `avtale/${id}/post/${n}/`, text: say("{name}, post {n}: {heading}", { name, n, heading }) });
        }
      }
      for (const [code, name] of facets.kategori.values) {
        const known = words(name).map(key);
        if (code !== "ukjent" && subject.every((w) => known.includes(w))) made.push({ href: `kategori/${code}/`, text: say("Kategori: {name}", { name }) });
      }
    }
    return made.slice(0, 4);
  }
  katalog.shortcuts = shortcuts;

  // Closed, so that it takes the room already kept for it and the hits stay where they are.
  function places(found, open) {
    if (!found.length) return "";
    const links = found.map(({ href, text }) => element("li", {}, element("a", { href: katalog.at(page.dataset.root + href) }, text)));
    const made = element("details", {}, element("summary", {}, say("Avtaler og kategorier ({n})", { n: found.length })), element("ul", { class: "plain" }, ...links));
    made.open = open;
    return made;
  }

  katalog.panel = async ({ wanted, hits, text, current, draw, go, link }) => {
    const { state, unknown } = await filters.read(wanted, measures);
    const { passed, counts, without } = await filters.apply(hits, state);
    const said = await sentence(state);
    const near = places(text && !said.length ? await shortcuts(text) : [], /\bpost\s*\d/i.test(text));
    let groups;
    if (state.needs.length) {
      const found = await filters.fit(passed, state.needs);
      const deciding = (rows) => { const by = new Map(rows.map((r) => [r.doc, r])); return (doc) => reason(by.get(doc)); };
      groups = [["fits", say("Passer")], ["unknown", say("Mål mangler")], ["not", say("Passer ikke")]]
        .map(([name, heading]) => ({ heading, docs: found[name].map((r) => r.doc), deciding: deciding(found[name]) }));
    }
    const zero = passed.length ? [] : said.map(([name, label]) => ({ label: say("Fjern filteret «{label}»", { label }), href: link(removal(name, state)), count: without[name] ?? 0 })).filter((z) => z.count);
    if (!current()) return undefined;
    live = { go, link };
    await paint(state, counts, wanted);
    const parts = [...said.map(([, label]) => label), ...state.needs.map(needText)];
    const strange = unknown.length ? say(". Adressen har filtre vi ikke kjenner: {unknown}", { unknown: unknown.join(", ").slice(0, 120) }) : "";
    const split = groups ? say(": {a} passer, {b} mangler mål, {c} passer ikke", { a: groups[0].docs.length, b: groups[1].docs.length, c: groups[2].docs.length }) : "";
    await draw(passed, { sentence: (parts.length ? `, ${parts.join(", ")}` : "") + split + strange, groups, places: near, zero });
    return state;
  };

  function removal(name, state) {
    if (name === "plass") return { avtale: "", post: "", rang: "" };
    if (name === "deler" || name === "utgatt") return { skjul: [...state.hide].filter((h) => h !== name) };
    return { [name.replace(/^v-/, "")]: "" };
  }

  function reason({ deciding, verdict }) {
    const shown = deciding.filter((d) => d.verdict === verdict);
    return shown.map(({ need, value }) => {
      if (!value) return say("{label} er ikke oppgitt", { label: need.label });
      return `${need.label} ${range(...value)} ${need.unit}${verdict === "not" ? say(" (du trenger {n})", { n: range(need.low, need.high) }) : ""}`;
    }).join("; ");
  }

  function changed(event) {
    const wanted = {};
    for (const name of ["kategori", "leverandor", "avtalestatus", "handelsvare", "avtale", "post", "rang"]) wanted[name] = form.elements[name].value;
    if (event?.target.name === "avtale") Object.assign(wanted, { post: "", rang: "" });
    if (event?.target.name === "post") wanted.rang = "";
    wanted.bestilling = form.elements.bestilling.checked ? "1" : "";
    wanted.skjul = [...form.elements.skjul].filter((c) => c.checked).map((c) => c.value);
    for (const select of form.querySelectorAll("#valg select")) wanted[select.name] = event?.target.name === "kategori" ? "" : select.value;
    for (const { id, atLeast } of measures) {
      const low = form.querySelector(`#m-${id}`).value.trim().replace(",", "."), high = atLeast ? "" : form.querySelector(`#n-${id}`).value.trim().replace(",", ".");
      const value = high && high !== low ? `${low}..${high}` : low;
      const ok = !value || filters.span(value);
      form.querySelector(`#m-${id}`).setAttribute("aria-invalid", String(!ok));
      wanted[id] = ok ? value : "";
      if (!ok) form.querySelector(`[data-need="${id}"] .wrong`).textContent = say("Skriv et tall, for eksempel 45. Det laveste først.");
      else form.querySelector(`[data-need="${id}"] .wrong`).textContent = "";
      if (!ok) return;
    }
    live.go?.(live.link(wanted));
  }
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => { event.preventDefault(); changed(); });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    const q = new URLSearchParams(location.search).get("q");
    live.go?.(q ? `?${new URLSearchParams({ q })}` : "?");
  });
})();
