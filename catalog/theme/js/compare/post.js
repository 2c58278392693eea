// The post page's desk: what is needed, who fits, and a draft of the reason. Nothing typed is kept,
// sent or put in the address: the facts came with the page.
(() => {
  "use strict";
  const { element, say, facts, reason } = katalog;
  const data = document.getElementById("post-data");
  if (!data) return;
  const $ = (id) => document.getElementById(id);
  const post = JSON.parse(data.textContent);
  post.properties = facts.vocabulary(post.properties);
  const form = $("krav"), rungs = [...document.querySelectorAll(".ladder .rung")];
  const fields = post.properties.map((property) => ({ property, how: reason.field(property, post) })).filter((f) => f.how);
  const named = (p) => (p.unit ? `${p.label} (${p.unit})` : p.label);

  for (const { property, how } of fields) {
    const id = `k-${property.id}`;
    const input = how === "has" ? element("input", { type: "checkbox", id })
      : Array.isArray(how) ? element("select", { id }, new Option(say("Spiller ingen rolle"), ""), ...how.map((c) => new Option(c, c)))
        : element("input", { id, inputmode: "decimal", autocomplete: "off", size: "8", "aria-describedby": "krav-feil" });
    const text = how === "has" ? say("Må ha: {label}", { label: property.label.toLowerCase() }) : how === "least" ? say("{label}, minst", { label: named(property) }) : how === "span" ? say("{label}, mål eller fra–til", { label: named(property) }) : property.label;
    const label = element("label", { for: id }, text);
    $("krav-felt").append(element("div", { class: how === "has" ? "check" : "need" }, ...(how === "has" ? [input, label] : [label, input])));
  }

  // The needs as typed; those that are no measure are marked and left out.
  function read() {
    const needs = [], wrong = [];
    for (const { property, how } of fields) {
      const input = $(`k-${property.id}`);
      if (how === "has") { if (input.checked) needs.push({ property, choice: true }); continue; }
      if (Array.isArray(how)) { if (input.value) needs.push({ property, choice: input.value }); continue; }
      const found = input.value.trim() ? facts.wanted(input.value) : null;
      input.setAttribute("aria-invalid", String(found === undefined));
      if (found === undefined) wrong.push(property.label);
      else if (found) needs.push({ property, low: found[0], high: found[1], atLeast: how === "least" });
    }
    $("krav-feil").textContent = wrong.length ? say("Skriv et tall, for eksempel 45 eller 40–45: {names}.", { names: wrong.join(", ") }) : "";
    return { needs, other: $("k-annet").value.trim() };
  }

  function said({ need, verdict, value }) {
    const { property } = need;
    if (verdict === "unknown") return say("{label} er ikke oppgitt", { label: property.label });
    const shown = need.choice === undefined ? facts.measured(value, property.unit) : facts.one(property, value);
    const wanted = need.choice === undefined ? facts.measured([need.low, need.atLeast ? need.low : need.high], property.unit) : facts.one(property, need.choice);
    return verdict === "fits" ? `${property.label} ${shown}` : say("{label} {shown}, kravet er {wanted}", { label: property.label, shown, wanted: need.atLeast ? say("minst {n}", { n: wanted }) : wanted });
  }

  const WORDS = { fits: _("Passer"), unknown: _("Mål mangler"), not: _("Passer ikke") };
  function judge() {
    const { needs, other } = read();
    const counts = { fits: 0, unknown: 0, not: 0 };
    post.rungs.forEach((rung, i) => {
      const found = reason.judged(rung, needs), place = rungs[i].querySelector(".fit");
      if (needs.length) counts[found.verdict]++;
      place.hidden = !needs.length;
      place.className = `fit fit-${found.verdict}`;
      const deciding = found.deciding.filter((d) => d.verdict === found.verdict).map(said);
      place.replaceChildren(element("strong", {}, WORDS[found.verdict]), `: ${deciding.join("; ")}`);
    });
    const sum = needs.length ? say("{fits} passer, {unknown} mangler mål, {not} passer ikke.", counts) : say("Ingen krav er skrevet.");
    const none = needs.length && !counts.fits && !counts.unknown;
    $("krav-svar").replaceChildren(sum, other ? say(" Kravet du har skrevet med egne ord, må du vurdere selv.") : "",
      ...(none && form.dataset.outside ? [say(" Ingen i posten passer. Se om en annen post dekker behovet: "), element("a", { href: form.dataset.outside }, say("slik går dere videre")), "."] : []));
  }

  const STOPS = {
    "no-first": _("Rangering 1 i posten er ikke registrert her. Se FinnHjelpemiddel før du begrunner et annet valg."),
    "no-need": _("Skriv først minst ett krav som avgjør valget. Uten et krav er det ingenting å begrunne."),
    "chosen-fails": _("{name} dekker ikke kravene du har skrevet. Da lages det ikke noe utkast for det."),
    "first-fits": _("Rangering 1, {name}, oppfyller alle kravene du har skrevet. Da er det ingen grunn her for et annet valg."),
    "higher-fits": _("Rangering {rank}, {name}, oppfyller alle kravene du har skrevet. Vurder den først."),
  };
  const box = $("utkast"), text = $("utkast-tekst"), lang = $("utkast-mal");
  if (document.documentElement.lang === "nn") lang.value = "nn";
  let chosen = -1, kept = {};
  function make(index) {
    chosen = index;
    kept = {};
    write();
    box.hidden = false;
    $("utkast-tittel").textContent = say("Utkast til begrunnelse: {name}", { name: post.rungs[index].name });
    $("utkast-tittel").focus();
  }
  function write() {
    const { needs, other } = read(), found = reason.draft(post, chosen, needs, other, lang.value);
    $("utkast-nei").textContent = found.stop ? say(STOPS[found.stop], found.values) : "";
    $("utkast-nei").hidden = !found.stop;
    $("utkast-ja").hidden = Boolean(found.stop);
    $("utkast-sjekk").textContent = unknowns(found.unknown ?? []);
    text.value = found.stop ? "" : kept[lang.value] ?? found.text;
    text.rows = text.value.split("\n").length + 2;
    mirror();
  }
  function unknowns(found) {
    const labels = [...new Set(found.map(([, label]) => label))];
    return labels.map((label) => say("{label} er ikke oppgitt for rangering 1 ({names}). Undersøk det før du velger den bort.", { label, names: found.filter(([, l]) => l === label).map(([name]) => name).join("; ") })).join(" ");
  }
  const mirror = () => { $("utkast-papir").textContent = text.value; };

  const ranked = post.allocation !== "unranked" && post.allocation !== "parallel" && !post.over;
  post.rungs.forEach((rung, i) => {
    rungs[i].querySelector(".rung-body").append(element("p", { class: "fit", hidden: "" }));
    if (!ranked || rung.rank < 2) return;
    const button = element("button", { type: "button", class: "button quiet small" }, say("Lag utkast til begrunnelse"));
    button.setAttribute("aria-label", say("Lag utkast til begrunnelse for {name}, rangering {rank}", { name: rung.name, rank: rung.rank }));
    button.addEventListener("click", () => make(i));
    rungs[i].querySelector(".rung-body").append(button);
  });
  form.addEventListener("input", judge);
  form.addEventListener("submit", (event) => { event.preventDefault(); judge(); });
  form.addEventListener("reset", () => setTimeout(judge));
  lang.addEventListener("change", write);
  text.addEventListener("input", () => { kept[lang.value] = text.value; mirror(); });
  $("utkast-kopier").addEventListener("click", () => katalog.copy(text.value, $("utkast-kopier")));
  $("utkast-skriv").addEventListener("click", () => print());
  $("utkast-lukk").addEventListener("click", () => { box.hidden = true; rungs[chosen].querySelector("button.small").focus(); });
  addEventListener("beforeprint", () => document.body.classList.toggle("prints-draft", !box.hidden));
  $("krav-del").hidden = !post.rungs.length;
})();
