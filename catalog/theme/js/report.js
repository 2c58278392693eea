// Report a fault or propose a product: one form, three ways out. Nothing is sent from here.
(() => {
  "use strict";
  const { element, say } = katalog;
  const form = document.getElementById("meld");
  if (!form) return;
  const { repository } = form.dataset, $ = (id) => document.getElementById(id);
  const KINDS = {
    feil: { template: "meld-feil.yml", fields: ["page", "wrong", "source"], title: "Feil" },
    produkt: { template: "foresla-produkt.yml", fields: ["name", "hms", "supplier", "category", "source"], title: "Produkt" },
    status: { template: "vurder-status.yml", fields: ["page", "status", "reason", "source"], title: "Handelsvare" },
  };
  const wanted = new URLSearchParams(location.search);
  if (KINDS[wanted.get("slag")]) form.elements.slag.value = wanted.get("slag");
  if (/^[A-Za-z0-9./-]{1,200}$/.test(wanted.get("side") ?? "")) form.elements.page.value = wanted.get("side");

  const chosen = () => KINDS[form.elements.slag.value];
  function paint() {
    const { fields } = chosen();
    for (const row of form.querySelectorAll("[data-field]")) row.hidden = !fields.includes(row.dataset.field);
    $("meld-ut").hidden = true;
  }

  // Text in double quotes is the same in JSON and in YAML.
  const quoted = (text) => JSON.stringify(text.trim().replace(/\s+/g, " "));
  const slug = (text) => text.toLowerCase().replace(/[æ]/g, "ae").replace(/[øö]/g, "o").replace(/[åä]/g, "a").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "produkt";
  function yaml(values) {
    if (form.elements.slag.value !== "produkt") return Object.entries(values).map(([k, v]) => `${k}: ${quoted(v)}`).join("\n") + "\n";
    return [`id: ${slug(values.name)}`, `name: ${quoted(values.name)}`, "kind: aid  # aid, accessory eller spare_part",
      values.category ? `category: ${quoted(values.category)}` : '# category: "09330701"', values.supplier ? `# leverandør: ${quoted(values.supplier)}` : "# supplier: <id>",
      "variants:", `  - hms_number: ${quoted(values.hms.padStart(6, "0"))}`, `    name: ${quoted(values.name)}`, `sources: []  # ${quoted(values.source)}`, ""].join("\n");
  }

  form.addEventListener("change", (event) => { if (event.target.name === "slag") paint(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { fields, template, title } = chosen(), values = {};
    let wrong;
    for (const name of fields) {
      const input = form.elements[name], value = input.value.trim();
      const needed = input.dataset.needed !== undefined && !value, odd = name === "hms" && !/^\d{5,6}$/.test(value);
      input.setAttribute("aria-invalid", String(needed || odd));
      if (needed || odd) wrong ??= input;
      values[name] = value;
    }
    $("meld-feil").textContent = wrong ? say("Fyll ut: {label}.", { label: wrong.labels[0].textContent }) : "";
    if (wrong) { wrong.focus(); return; }
    const text = yaml(values), subject = `${title}: ${values.name ?? values.page}`;
    $("meld-yaml").value = text;
    const query = new URLSearchParams({ template, title: subject, ...values });
    $("meld-sak").href = `${repository}/issues/new?${query}`;
    $("meld-sak").hidden = !repository;
    $("meld-epost").href = `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
    $("meld-ut").hidden = false;
    $("meld-ut-tittel").focus();
  });
  $("meld-kopier").addEventListener("click", () => katalog.copy($("meld-yaml").value, $("meld-kopier")));
  form.hidden = false;
  paint();
})();
