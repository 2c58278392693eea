// Suggestions under the field, as an ARIA combobox.
(() => {
  "use strict";
  const { element, card } = katalog;
  const { root } = document.getElementById("sok").dataset;
  const $ = (id) => document.getElementById(id), input = $("q");
  const box = $("forslag");
  let active = -1, timer;
  const close = () => { box.hidden = true; active = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  async function suggest() {
    const text = input.value;
    if (text.trim().length < 2) { close(); return; }
    const [numbers, found] = await Promise.all([katalog.number(text), katalog.query(text)]).catch(() => [[], { hits: [] }]);
    const docs = [...new Set([...numbers.map((n) => n.doc), ...(found.hits ?? []).map((h) => h.doc)])].slice(0, 6);
    const known = await Promise.all(docs.map(card));
    if (text !== input.value || document.activeElement !== input || !known.length) { close(); return; }
    box.replaceChildren(...known.map(([id, name, meta], i) => {
      const option = element("li", { role: "option", id: `forslag-${i}`, "aria-selected": "false", "data-id": id }, element("span", { class: "option-name" }, name), element("span", { class: "meta" }, ` ${meta}`));
      option.addEventListener("pointerdown", (e) => { e.preventDefault(); location.assign(katalog.at(`${root}produkt/${id}/`)); });
      return option;
    }));
    box.hidden = false;
    active = -1;
    input.setAttribute("aria-expanded", "true");
  }
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(suggest, 120); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !box.hidden) { event.preventDefault(); close(); return; }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !box.hidden) {
      event.preventDefault();
      const options = [...box.children];
      active = (active + step + options.length + (active < 0 && step < 0 ? 1 : 0)) % options.length;
      options.forEach((o, i) => o.setAttribute("aria-selected", String(i === active)));
      input.setAttribute("aria-activedescendant", options[active].id);
      options[active].scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(katalog.at(`${root}produkt/${box.children[active].dataset.id}/`));
    }
  });
  katalog.suggest = () => { clearTimeout(timer); close(); };
})();
