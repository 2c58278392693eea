// «Lagre for hjemmebesøk»: the reader chooses pages to have without coverage, and sees what is kept.
(() => {
  "use strict";
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const { root, top } = document.currentScript.dataset;
  const KEPT = "hjemmebesok", LIST = "hjemmebesok-liste";
  const able = "caches" in globalThis && "serviceWorker" in navigator && location.protocol !== "file:";
  const here = location.href.split(/[?#]/)[0];
  const scope = new URL(top, here).href;
  const size = (n) => (n < 1e6 ? `${Math.max(1, Math.round(n / 1000))} kB` : `${(n / 1e6).toFixed(1).replace(".", ",")} MB`);
  const ASSET = /(?:src|href)="((?:\.\.\/|\.\/)*assets\/[^"]+)"/g;

  const read = () => { try { return JSON.parse(localStorage.getItem(LIST) ?? "[]"); } catch { return []; } };
  const write = (list) => localStorage.setItem(LIST, JSON.stringify(list));

  // A page with all it loads; returns its bytes. Nothing is put down before everything is fetched.
  async function fetched(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(url);
    const text = await response.clone().text();
    const assets = [...new Set([...text.matchAll(ASSET)].map(([, path]) => new URL(path, url).href))];
    return { url, response, assets, bytes: new Blob([text]).size };
  }

  async function keep(urls, title) {
    await navigator.serviceWorker.register(`${top}sw.js`, { scope: top });
    const cache = await caches.open(KEPT), pages = [];
    for (const url of urls) pages.push(await fetched(url));
    const assets = [...new Set(pages.flatMap((p) => p.assets))];
    const missing = [];
    for (const asset of assets) if (!await cache.match(asset)) missing.push(asset);
    await cache.addAll(missing);
    for (const { url, response } of pages) await cache.put(url, response);
    const bytes = pages.reduce((n, p) => n + p.bytes, 0);
    write([...read().filter((k) => k.url !== urls[0]), { url: urls[0], title, pages: urls, bytes, day: new Date().toISOString().slice(0, 10) }]);
    return { pages: pages.length, bytes };
  }

  async function drop(url) {
    const cache = await caches.open(KEPT), left = read().filter((k) => k.url !== url);
    const gone = read().filter((k) => k.url === url).flatMap((k) => k.pages), needed = new Set(left.flatMap((k) => k.pages));
    for (const page of gone) if (!needed.has(page)) await cache.delete(page);
    write(left);
    if (!left.length) {
      await caches.delete(KEPT);
      for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
    }
  }

  // An agreement is kept with its posts, and they with their products.
  async function reach(url) {
    const found = [url, new URL(`${root}lagret/`, here).href];
    if (!new URL(url).pathname.includes("/avtale/")) return found;
    await links(url, found, (to) => to.startsWith(`${url}post/`));
    for (const at of found.filter((u) => u.startsWith(`${url}post/`))) await links(at, found, (to) => /\/produkt\/[^/]+\/$/.test(to));
    return found;
  }
  async function links(url, found, wanted) {
    const text = await (await fetch(url)).text(), page = new DOMParser().parseFromString(text, "text/html");
    for (const a of page.querySelectorAll("main a[href]")) {
      const to = new URL(a.getAttribute("href"), url).href.split(/[?#]/)[0];
      if (to.startsWith(scope) && wanted(to) && !found.includes(to)) found.push(to);
    }
  }

  const place = document.querySelector("[data-keep]");
  if (place && able) {
    const button = document.createElement("button"), said = document.createElement("span");
    button.type = "button";
    button.className = "button quiet small";
    button.textContent = _("Lagre for hjemmebesøk");
    said.setAttribute("role", "status");
    said.className = "meta";
    if (read().some((k) => k.url === here)) said.textContent = _(" Lagret på denne enheten.");
    button.addEventListener("click", async () => {
      button.disabled = true;
      said.textContent = _(" Lagrer …");
      try {
        const { pages, bytes } = await keep(await reach(here), place.dataset.keep);
        said.textContent = say(_(" Lagret: {pages} sider, {size}. Se «Lagret for hjemmebesøk» nederst."), { pages, size: size(bytes) });
      } catch {
        said.textContent = _(" Kunne ikke lagre. Lageret kan være fullt, eller nettleseren er i privat modus. Ingenting er endret.");
      }
      button.disabled = false;
    });
    place.append(button, said);
  }

  const list = document.getElementById("lagret");
  if (!list) return;
  if (!able) { document.getElementById("lagret-tom").textContent = _("Nettleseren kan ikke lagre sider. Last heller ned hele katalogen."); return; }
  function paint() {
    const kept = read();
    document.getElementById("lagret-tom").hidden = kept.length > 0;
    list.replaceChildren(...kept.map(({ url, title, pages, bytes, day }) => {
      const row = document.createElement("li"), link = document.createElement("a"), meta = document.createElement("span"), button = document.createElement("button");
      link.href = url.startsWith(scope) ? url : scope;
      link.textContent = title;
      meta.className = "meta";
      meta.textContent = say(_(" {pages} sider, {size}, lagret {day} "), { pages: pages.length, size: size(bytes), day });
      button.type = "button";
      button.className = "copy";
      button.textContent = _("Slett");
      button.setAttribute("aria-label", say(_("Slett {title}"), { title }));
      button.addEventListener("click", async () => { await drop(url); paint(); });
      row.append(link, meta, button);
      return row;
    }));
  }
  paint();
})();
