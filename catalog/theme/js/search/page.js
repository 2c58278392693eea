// The search page: the address is the state; a new state is a new address.
(() => {
  "use strict";
  const { element, say, card, cards } = katalog;
  const page = document.getElementById("sok");
  if (!page) return;
  const { root, folder, own, filters: filterScript, guessing } = page.dataset;
  const FIRST = 10, MORE = 20;
  const $ = (id) => document.getElementById(id);
  const input = $("q"), status = $("status"), help = $("hjelp"), list = $("treff");
  const title = document.title;
  katalog.open(folder, own);
  katalog.guessing = guessing;

  const params = () => new URLSearchParams(location.search);
  const link = (changed) => {
    const wanted = params();
    for (const [name, value] of Object.entries(changed)) {
      wanted.delete(name);
      for (const v of [value].flat()) if (v) wanted.append(name, v);
    }
    return `?${wanted}`;
  };
  function go(search) {
    if (search !== location.search && (search !== "?" || location.search)) history.pushState(null, "", search === "?" ? location.pathname : search);
    show();
  }

  // Only the newest run may write to the page.
  let run = 0;
  async function show() {
    const mine = ++run, wanted = params(), text = wanted.get("q") ?? "";
    input.value = text;
    document.body.dataset.busy = "";
    try {
      await shown(mine, wanted, text);
    } catch (error) {
      if (mine === run) failed(error);
    }
    if (mine === run) delete document.body.dataset.busy;
  }

  async function shown(mine, wanted, text) {
    const [numbers, found, { documents }] = await Promise.all([katalog.number(text), katalog.query(text), katalog.get("manifest")]);
    if (mine !== run) return;
    if (numbers.length === 1 && numbers[0].exact && [...wanted].length === 1) {
      location.replace(katalog.at(`${root}hms/${numbers[0].hms}/`));
      return;
    }
    const first = [...new Set(numbers.map((n) => n.doc))];
    const hits = found.hits === null && !first.length ? [...Array(documents).keys()]
      : [...first, ...(found.hits ?? []).map((h) => h.doc).filter((d) => !first.includes(d))];
    const filtered = [...wanted].some(([name, value]) => name !== "q" && value);
    if (!filtered && text) {
      await draw(mine, hits, found, numbers, text);
      if (mine !== run) return;
    }
    if (!katalog.panel) await katalog.script(filterScript);
    const state = await katalog.panel({ wanted, hits, found, numbers, text, current: () => mine === run, draw: (docs, extra) => draw(mine, docs, found, numbers, text, extra), go, link });
    if (mine === run && state) document.title = `${status.textContent} – ${title}`;
  }

  async function draw(mine, docs, found, numbers, text, { sentence = "", groups, places = "", zero = [] } = {}) {
    const sections = groups ?? [{ docs }];
    const made = [];
    for (const { docs: all, heading, deciding } of sections) {
      let count = groups ? 6 : FIRST;
      const box = element("section");
      if (heading) box.append(element("h2", {}, `${heading} `, element("span", { class: "count" }, `(${all.length})`)));
      box.append(await cards(all.slice(0, count), root, deciding));
      if (all.length > count) {
        const button = element("button", { type: "button", class: "button quiet" }, say("Vis flere ({n} til)", { n: all.length - count }));
        button.addEventListener("click", async () => {
          const next = await cards(all.slice(count, count + MORE), root, deciding);
          const target = next.querySelector("a");
          box.querySelector("ul.cards").append(...next.children);
          katalog.pickable?.();
          count += MORE;
          button.textContent = say("Vis flere ({n} til)", { n: all.length - count });
          if (all.length <= count) button.remove();
          target.focus();
        });
        box.append(element("p", {}, button));
      }
      made.push(box);
    }
    if (mine !== run) return;
    table = () => Promise.all(sections.flatMap((s) => s.docs).map(card));
    const named = found.hits === null ? "" : say(" på «{text}»", { text: text.length > 60 ? `${text.slice(0, 60)}…` : text });
    status.textContent = (docs.length === 1 ? say("1 produkt") : say("{n} produkter", { n: docs.length })) + named + sentence;
    help.replaceChildren(...hints(docs, found, numbers, text, zero), text && !numbers.length && !sentence ? element("div", { class: "places" }, places) : "");
    list.replaceChildren(...made);
    katalog.pickable?.();
  }

  function hints(docs, found, numbers, text, zero) {
    const made = [];
    if (numbers.length) {
      made.push(element("p", {}, say("Nummeret finnes her:")), element("ul", { class: "plain" }, ...numbers.slice(0, 12).map(({ number, hms, name }) =>
        element("li", {}, element("a", { href: katalog.at(`${root}hms/${hms}/`) }, `HMS ${hms}`), number === hms ? ` ${name ?? ""}` : say(" (leverandørens nummer {number})", { number })))));
    }
    if (found.notes.length) made.push(element("p", {}, say("Mente du {word}? Vi fant ikke akkurat det du skrev.", { word: found.notes.map((n) => `«${n}»`).join(", ") })));
    if (found.partial) made.push(element("p", {}, say("Ingen produkter har alle ordene. Her er de som har noen av dem.")));
    for (const { label, href, count } of zero) made.push(element("p", {}, element("a", { href, "data-state": "" }, label), ` (${count === 1 ? say("1 produkt") : say("{n} produkter", { n: count })})`));
    if (!docs.length) {
      const way = (href, label) => element("li", {}, element("a", { href: katalog.at(root + href) }, label));
      made.push(element("p", {}, text ? say("Ingen treff her. Det betyr ikke at hjelpemiddelet ikke finnes. Prøv et annet ord, eller let videre:") : say("Ingen treff med disse filtrene. Let videre:")),
        element("ul", {}, way("produkter/", say("Alle produkter A–Å")), way("kategori/", say("Kategorier")), way("avtale/", say("Rammeavtaler")),
          element("li", {}, element("a", { href: "https://finnhjelpemiddel.nav.no/", rel: "external" }, "FinnHjelpemiddel"))));
    }
    return made;
  }

  function failed() {
    status.textContent = say("En del av søket kunne ikke hentes. Er du uten nett?");
    const again = element("button", { type: "button", class: "button quiet" }, say("Prøv igjen"));
    again.addEventListener("click", show);
    help.replaceChildren(element("p", {}, say("Du kan bla i "), element("a", { href: katalog.at(`${root}produkter/`) }, say("lista A–Å")), say(" så lenge.")), again);
    list.replaceChildren();
  }

  // What a reader takes along: a link, or the hits as a table.
  let table;
  for (const name of ["del", "last-ned"]) {
    $(name).addEventListener("click", async () => {
      if (!katalog.take) await katalog.script(page.dataset.take);
      katalog.take[name]($(name), table, root);
    });
  }

  // Suggestions come with the first letter typed.
  input.addEventListener("input", async () => {
    if (katalog.suggest) return;
    katalog.suggest = () => {};
    await katalog.script(page.dataset.suggest).catch(() => {});
    input.dispatchEvent(new Event("input"));
  });
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    katalog.suggest?.(false);
    go(link({ q: input.value.trim() }));
  });

  page.addEventListener("click", (event) => {
    const to = event.target.closest("a[data-state]");
    if (!to) return;
    event.preventDefault();
    go(to.getAttribute("href"));
    status.focus();
  });
  addEventListener("popstate", show);
  page.querySelector(".searchgrid").hidden = false;
  if (matchMedia("(max-width: 800px)").matches) page.querySelector(".filters").open = false;
  show();
})();
