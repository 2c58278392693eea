// The comparison and the shortlist: the address is the state, and it remembers what the facts were.
(() => {
  "use strict";
  const { element, say, get, facts, items, comparison } = katalog;
  const page = document.getElementById("jamfor");
  if (!page) return;
  const { root, folder, parts, today, day, qr, view } = page.dataset;
  const MOST = 5, ENOUGH = 12, SHEET = 3;
  const $ = (id) => document.getElementById(id);
  katalog.open(folder);

  const missing = () => element("span", { class: "meta" }, say("ikke oppgitt"));
  const to = (item) => katalog.at(`${root}produkt/${item.id}/`) + (item.type === "hms" ? `#v${item.key}` : "");
  let state = { shown: [], rest: [], params: new URLSearchParams() };

  const link = (list, more = {}) => items.address(list, { vis: state.params.get("vis") ?? "", ...more });
  function go(address) {
    history.pushState(null, "", address);
    show();
  }

  let run = 0;
  async function show() {
    const mine = ++run;
    try {
      await shown(mine);
    } catch {
      if (mine === run) $("status").textContent = say("Opplysningene kunne ikke hentes. Er du uten nett?");
    }
  }

  async function shown(mine) {
    const params = new URLSearchParams(location.search), { wanted, twice } = items.read(params);
    const raw = await get("ord");
    const words = { properties: facts.vocabulary(raw.properties), sources: raw.sources };
    const found = await Promise.all(wanted.map((w) => items.look(w, Number(parts))));
    if (mine !== run) return;
    const most = view === "liste" ? Infinity : MOST;
    const known = found.filter((i) => !i.missing);
    state = { params, all: found, shown: known.slice(0, most), rest: known.slice(most), lost: found.filter((i) => i.missing) };
    const notes = [...said(twice), ...since(params.get("v"))];
    $("merknader").replaceChildren(...notes.map((n) => element("li", {}, ...[n].flat())));
    $("merknader").hidden = !notes.length;
    for (const tool of page.querySelectorAll(".needs-items")) tool.hidden = !known.length;
    $("status").textContent = !known.length ? say("Ingen produkter er valgt ennå.") : view === "liste" ? say("{n} på lista", { n: known.length })
      : known.length === 1 ? say("Ett produkt. Legg til ett til for å sammenligne.") : say("{n} side om side", { n: state.shown.length });
    $("resultat").replaceChildren(...(!known.length ? [] : view === "liste" ? list(words) : params.get("vis") === "utproving" ? sheet(words) : table(words)));
    remember();
    katalog.pickable?.();
  }

  // The day and a signature of each item stand in the address, so that a link can tell what changed.
  function remember() {
    const v = state.params.get("v");
    if (!v && state.all.length) history.replaceState(null, "", link(state.all, { v: version() }));
    $("adresse").textContent = location.href;
    const compare = $("sammenlign");
    if (compare) {
      compare.hidden = state.shown.length < 2;
      compare.href = katalog.at(`${root}sammenlign/`) + items.address(state.shown.slice(0, MOST));
    }
  }
  const version = () => `${today}.${state.all.map(comparison.signature).join(".")}`;

  function since(v) {
    const [date, ...before] = (v ?? "").split(".");
    if (!/^\d{4}-\d\d-\d\d$/.test(date) || before.length !== state.all.length) return [];
    const [year, month, dayOf] = date.split("-").map(Number);
    const then = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "nb-NO", { dateStyle: "long", timeZone: "UTC" }).format(Date.UTC(year, month - 1, dayOf));
    return state.all.flatMap((item, i) => {
      const what = comparison.changed(item, before[i]);
      return what.length ? [say("Endret siden lenken ble laget {then}: {name}: {what}.", { then, name: item.name ?? item.key, what: what.join(", ") })] : [];
    });
  }

  function said(twice) {
    const made = [];
    for (const key of twice) made.push(say("{key} sto to ganger i adressen og vises én gang.", { key }));
    for (const { key, type } of state.lost) made.push([type === "hms" ? say("HMS-nummer {key} finnes ikke i katalogen. Det står i lenken fortsatt. ", { key }) : say("«{key}» finnes ikke i katalogen. ", { key }),
      element("a", { href: "https://finnhjelpemiddel.nav.no/", rel: "external" }, say("Se FinnHjelpemiddel"))]);
    for (const item of state.all) {
      for (const [number, , , , gone, next] of item.type === "hms" && !item.missing ? item.chosen : []) {
        if (gone) made.push([say("HMS-nummer {number} utgikk {gone}. ", { number, gone }), next ? element("a", { href: link([...state.all, { type: "hms", key: next }]), "data-state": "" }, say("Legg til etterfølgeren {next}", { next })) : ""]);
      }
    }
    if (state.rest.length) made.push(say("Fem kan vises side om side. Disse er ikke med: {names}.", { names: state.rest.map((i) => i.name).join(", ") }));
    const groups = new Set(state.shown.map((i) => i.record.category[0]?.slice(0, 4)).filter(Boolean));
    if (groups.size > 1 && view !== "liste") made.push(say("Produktene hører til ulike kategorier. Målene kan bety ulike ting."));
    if (view !== "liste" && state.shown.length > 1) for (const i of state.shown) if (i.values.every((v) => !Object.keys(v).length)) made.push(say("{name} har ingen registrerte mål eller egenskaper.", { name: i.name }));
    return made;
  }

  function heading(item, list) {
    const remove = element("button", { type: "button", class: "copy" }, say("Fjern"));
    remove.setAttribute("aria-label", say("Fjern {name}", { name: item.name }));
    remove.addEventListener("click", () => { go(link(list.filter((i) => i !== item))); $("status").focus(); });
    const sub = item.type === "hms" ? `HMS ${item.key}` : item.chosen.length === 1 ? `HMS ${item.chosen[0][0]}` : say("{n} varianter", { n: item.chosen.length });
    return [element("a", { href: to(item) }, item.name), element("span", { class: "meta block" }, sub), remove];
  }

  function cell(value, mark) {
    const lines = Array.isArray(value) ? value : [];
    if (lines.length) return [element("ul", { class: "plain lines" }, ...lines.map((l) => element("li", l.over ? { class: "is-over" } : {}, l.text)))];
    if (!value.length) return [missing()];
    return [value, ...(mark ? [element("span", { class: "mark" }, ` (${mark})`)] : [])];
  }

  function table(words) {
    const all = comparison.rows(state.shown, words), several = state.shown.length > 1;
    const vis = state.params.get("vis"), only = several && (vis === "forskjeller" || (vis !== "alle" && all.length > ENOUGH));
    const rows = only ? all.filter((r) => r.always || r.differs) : all;
    const hidden = all.length - rows.length, partly = all.filter((r) => !r.differs && !r.always && r.known && r.cells.some((c) => !c.length)).length;
    $("bare").checked = only;
    $("bare").disabled = !several;
    const body = [];
    let section;
    for (const row of rows) {
      if (row.section !== section) {
        section = row.section;
        body.push(element("tr", { class: "section" }, element("th", { scope: "colgroup", colspan: String(state.shown.length + 1) }, section)));
      }
      const cells = row.cells.map((value, i) => element("td", { "data-label": state.shown[i].name, ...(row.differs && several ? { class: "differs" } : {}) },
        ...(row.none && !value.length ? [row.none] : cell(value, row.marks[i]))));
      body.push(element("tr", {}, element("th", { scope: "row" }, row.label, ...(row.differs && several ? [element("span", { class: "visually-hidden" }, say(" (ulikt)"))] : [])), ...cells));
    }
    const note = only && hidden ? [element("p", { class: "meta" }, say("{n} like eller bare delvis kjente rader er skjult", { n: hidden }) + (partly ? say("; {n} av dem er ikke oppgitt for alle", { n: partly }) : "") + ".")] : [];
    const head = element("tr", {}, element("th", { scope: "col" }, say("Opplysning")), ...state.shown.map((i) => element("th", { scope: "col" }, ...heading(i, state.all))));
    return [
      element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": say("Sammenligning") },
        element("table", { class: "data compare" }, element("caption", {}, say("Data fra {day}. «Ikke oppgitt» betyr at ingen kilde sier det. Rangering gjelder bare i sin egen post.", { day })), element("thead", {}, head), element("tbody", {}, ...body))),
      ...note,
    ];
  }

  function list(words) {
    return [element("p", { class: "meta" }, say("Data fra {day}. Rangering gjelder bare i sin egen post.", { day })), element("ul", { class: "cards" }, ...state.shown.map((item) => element("li", { class: "card" }, ...heading(item, state.all),
      element("p", { class: "card-meta" }, [item.record.supplier, item.record.category[1]].filter(Boolean).join(" · ")),
      element("p", {}, say("Vanlig handelsvare?"), ` ${item.record.retail[1]}`),
      element("ul", { class: "card-places" }, ...(item.places.length ? item.places.map(([, agreement, post, , rank, period]) => element("li", {}, element("span", { class: "where" }, `${agreement}, ${say("post")} ${post}: `), `${rank}. ${period}.`)) : [element("li", {}, say("Ingen rammeavtale registrert her"))])),
      element("p", { class: "source" }, say("Kilder"), `: ${item.record.sources.map((s) => words.sources[s] ?? s).join("; ")}`))))];
  }

  // What the municipal therapist checks (Nav's own list: storage, charging, transfer, fastening, help).
  const CHECKS = [
    _("Bruksområde og formål"), _("Kroppsmål og innstilling"), _("Feste og støtte (hender, ben, sete)"), _("Forflytning til og fra"), _("Hvem hjelper, og hvor ofte"),
    _("Oppbevaring: trygt, tørt, stort nok"), _("Flytting til og fra oppbevaring"), _("Lading"), _("Blir det brukt? Personens egen mening"), _("Resultat av utprøvingen"),
  ];
  function sheet(words) {
    const tried = state.shown.slice(0, SHEET), all = comparison.rows(tried, words).filter((r) => r.always || r.differs).slice(0, -1);
    const head = (first) => element("tr", {}, element("th", { scope: "col" }, first), ...tried.map((i) => element("th", { scope: "col" }, i.name, element("span", { class: "meta block" }, `HMS ${i.chosen[0][0]}`))));
    const facts = all.map((r) => element("tr", {}, element("th", { scope: "row" }, r.label), ...r.cells.map((c, i) => element("td", { "data-label": tried[i].name }, ...(r.none && !c.length ? [r.none] : cell(c))))));
    const lines = CHECKS.map((c) => element("tr", { class: "line" }, element("th", { scope: "row" }, c), ...tried.map((i) => element("td", { "data-label": i.name }))));
    return [element("section", { class: "sheet" },
      element("h2", {}, say("Utprøving")),
      element("p", {}, say("Dato: ______________   Sted: ______________________   Fagperson: ______________________")),
      element("p", { class: "meta" }, say("Skriv for hånd på utskriften. Ikke skriv navn, fødselsnummer eller diagnose på arket.")),
      element("table", { class: "data compare" }, element("caption", {}, say("Opplysninger som skiller, fra {day}", { day })), element("thead", {}, head(say("Opplysning"))), element("tbody", {}, ...facts)),
      element("table", { class: "data compare lines" }, element("caption", {}, say("Det dere prøver og ser etter")), element("thead", {}, head(say("Spørsmål"))), element("tbody", {}, ...lines)),
      ...(state.shown.length > SHEET ? [element("p", { class: "meta" }, say("Arket har plass til tre; resten er utelatt."))] : []))];
  }

  $("legg-til").addEventListener("submit", (event) => {
    event.preventDefault();
    const field = $("numre"), found = items.numbers(field.value);
    field.setAttribute("aria-invalid", String(!found.length));
    $("feil").textContent = found.length ? "" : say("Skriv ett eller flere HMS-numre, hvert med seks sifre.");
    if (!found.length) return;
    field.value = "";
    go(link([...state.all, ...found.map((key) => ({ type: "hms", key })).filter(({ key }) => !state.all.some((i) => i.key === key))]));
    $("status").focus();
  });
  $("bare")?.addEventListener("change", () => go(items.address(state.all, { vis: $("bare").checked ? "forskjeller" : "alle" })));
  $("ark")?.addEventListener("click", () => go(items.address(state.all, { vis: state.params.get("vis") === "utproving" ? "" : "utproving" })));
  $("kopier").addEventListener("click", () => katalog.copy(location.href, $("kopier")));
  $("skriv-ut").addEventListener("click", () => print());
  $("qr").addEventListener("click", async () => { $("qr-plass").replaceChildren(await katalog.qr(location.href, qr)); });
  $("tom").addEventListener("click", () => { go(location.pathname); $("status").focus(); });
  page.addEventListener("click", (event) => {
    const found = event.target.closest("a[data-state]");
    if (!found) return;
    event.preventDefault();
    go(found.getAttribute("href"));
  });

  // The list's name stands after #, which no server ever sees.
  const name = $("navn");
  if (name) {
    const named = () => { name.value = decodeURIComponent(location.hash.slice(1)); titled(); };
    const titled = () => { $("tittel").textContent = name.value || say("Min liste"); };
    name.addEventListener("input", () => {
      history.replaceState(null, "", location.pathname + location.search + (name.value && `#${encodeURIComponent(name.value)}`));
      titled();
      $("adresse").textContent = location.href;
    });
    addEventListener("hashchange", named);
    named();
    $("epost").addEventListener("click", () => location.assign(`mailto:?subject=${encodeURIComponent(name.value || say("Hjelpemidler å se på"))}&body=${encodeURIComponent(location.href)}`));
  }
  addEventListener("popstate", show);
  page.querySelector(".tools").hidden = false;
  show();
})();
