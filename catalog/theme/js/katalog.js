// What our scripts stand on. Data arrives in parts, scripts that call katalog.part: over http and
// from a folder alike. Text only ever enters a page as text.
(() => {
  "use strict";
  if (globalThis.katalog?.element) return; // two bundles of a page may both hold this
  const katalog = (globalThis.katalog ??= {});
  const waiting = new Map(), kept = new Map();

  katalog.part = (name, data) => waiting.get(name)?.resolve(data);

  katalog.script = (url) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => { script.remove(); resolve(); };
    script.onerror = () => { script.remove(); reject(new Error(`${url}: not found`)); };
    document.head.append(script);
  });

  function fetched(name, file) {
    if (!kept.has(name)) {
      const promise = new Promise((resolve, reject) => {
        waiting.set(name, { resolve });
        katalog.script(file).then(() => reject(new Error(`${name}: empty`)), reject);
      });
      promise.catch(() => kept.delete(name)); // a later try may do better
      kept.set(name, promise);
    }
    return kept.get(name);
  }

  // element("a", {href: "…"}, "text", child, …)
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children.filter((c) => c !== undefined && c !== ""));
    return made;
  }
  katalog.element = element;

  // The address of a page of ours; opened from a folder, the file has to be named.
  katalog.at = (path) => (location.protocol === "file:" ? path.replace(/\/(?=[?#]|$)/, "/index.html") : path);

  // Parts that readers see are in their language and lie in a folder of their own.
  const OWN = /^(c\d+|facets|agreements|p-.*)$/;
  let folder = "", mine = "";
  katalog.open = (path, own = path) => { folder = path; mine = own; };
  katalog.get = (name) => fetched(name, `${OWN.test(name) ? mine : folder}${name}.js`);
  // The text is put into the page's language when the scripts are bundled (catalog/assets.py).
  katalog.say = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // The switch of language keeps the search and the comparison, not only the page.
  globalThis.document?.querySelector(".languages")?.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link) link.href = katalog.at(link.href.split(/[?#]/)[0]) + location.search + location.hash;
  });
})();
