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
    script.onerror = () => { script.remove(); reject(new Error(`${url} kunne ikke hentes`)); };
    document.head.append(script);
  });

  function fetched(name, file) {
    if (!kept.has(name)) {
      const promise = new Promise((resolve, reject) => {
        waiting.set(name, { resolve });
        katalog.script(file).then(() => reject(new Error(`${name} var tom`)), reject);
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

  let folder = "";
  katalog.open = (path) => { folder = path; };
  katalog.get = (name) => fetched(name, `${folder}${name}.js`);
  katalog.say = (text, values = {}) => (katalog.texts?.[text] ?? text).replace(/\{(\w+)\}/g, (_, name) => values[name]);
})();
