// Hits as cards, in chunks fetched when shown. Text only ever enters as text.
(() => {
  "use strict";
  const { element } = katalog;
  const CHUNK = 32;

  const card = async (doc) => (await katalog.get(`c${Math.floor(doc / CHUNK)}`))[doc % CHUNK];

  function shown([id, name, meta, status, places, more], root, deciding) {
    const list = places.map(([where, what]) => element("li", {}, element("span", { class: "where" }, `${where}: `), what));
    if (more) list.push(element("li", {}, katalog.say("og {n} plasser til", { n: more })));
    return element("li", { class: "card" },
      element("a", { class: "card-name", href: katalog.at(`${root}produkt/${id}/`) }, name),
      element("p", { class: "card-meta" }, meta),
      deciding && element("p", { class: "card-fit" }, deciding),
      places.some(([, what]) => what === status) ? "" : element("p", { class: "card-status" }, status),
      list.length ? element("ul", { class: "card-places" }, ...list) : "",
      element("span", { "data-pick": `p:${id}`, "data-name": name }));
  }

  async function cards(docs, root, deciding = () => undefined) {
    const found = await Promise.all(docs.map(card));
    return element("ul", { class: "cards" }, ...found.map((c, i) => shown(c, root, deciding(docs[i]))));
  }

  Object.assign(katalog, { card, cards });
})();
