// «Legg til»: products chosen for comparison, kept in this tab and nowhere else.
(() => {
  "use strict";
  const KEY = "valgte", MOST = 30;
  const { root } = document.currentScript.dataset;
  const file = location.protocol === "file:" ? "index.html" : "";
  let kept = [];
  const read = () => { try { return JSON.parse(sessionStorage.getItem(KEY) ?? "[]").filter((k) => /^(p|hms):[a-z0-9-]+$/.test(k)); } catch { return kept; } };
  function write(list) {
    kept = list;
    try { sessionStorage.setItem(KEY, JSON.stringify(list)); } catch { /* private mode: kept for this page */ }
  }

  function address(list) {
    return ["p", "hms"].flatMap((type) => {
      const keys = list.filter((k) => k.startsWith(`${type}:`)).map((k) => k.slice(type.length + 1));
      return keys.length ? [`${type}=${keys.join(",")}`] : [];
    }).join("&");
  }

  const bar = document.createElement("section");
  bar.className = "picked";
  bar.setAttribute("aria-label", _("Valgt for sammenligning"));
  const count = document.createElement("p"), compare = document.createElement("a"), list = document.createElement("a"), clear = document.createElement("button");
  count.setAttribute("role", "status");
  compare.textContent = _("Sammenlign");
  compare.className = "button";
  list.textContent = _("Se som liste");
  clear.textContent = _("Tøm");
  clear.type = "button";
  clear.className = "copy";
  clear.addEventListener("click", () => { write([]); paint(); document.getElementById("innhold").focus(); });
  bar.append(count, compare, list, clear);
  document.body.append(bar);

  // Beside the button just pressed: the bar stands last on the page, far from a keyboard.
  const near = document.createElement("a");
  near.className = "pick-go";

  function paint() {
    const chosen = read();
    near.href = `${root}sammenlign/${file}?${address(chosen.slice(0, 5))}`;
    near.textContent = _("Sammenlign {n} valgte").replace("{n}", Math.min(chosen.length, 5));
    near.hidden = chosen.length < 2;
    bar.hidden = !chosen.length;
    document.body.classList.toggle("has-picked", chosen.length > 0);
    count.textContent = chosen.length ? _("{n} valgt").replace("{n}", chosen.length) : "";
    compare.href = `${root}sammenlign/${file}?${address(chosen.slice(0, 5))}`;
    compare.hidden = chosen.length < 2;
    list.href = `${root}liste/${file}?${address(chosen)}`;
    for (const button of document.querySelectorAll("button.pick")) {
      const on = chosen.includes(button.dataset.key);
      button.setAttribute("aria-pressed", String(on));
    }
  }

  // Every [data-pick] gets a button: data-pick is "p:<id>" or "hms:<number>".
  function pickable() {
    for (const place of document.querySelectorAll("[data-pick]:not([data-pickable])")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "pick";
      button.dataset.key = place.dataset.pick;
      button.textContent = _("Sammenlign");
      button.setAttribute("aria-label", _("Sammenlign {name}").replace("{name}", () => place.dataset.name ?? place.textContent.trim()));
      button.addEventListener("click", () => {
        const chosen = read(), key = button.dataset.key;
        write(chosen.includes(key) ? chosen.filter((k) => k !== key) : [...chosen, key].slice(-MOST));
        button.after(near);
        paint();
      });
      place.dataset.pickable = "";
      place.after(button);
    }
    paint();
  }
  (globalThis.katalog ??= {}).pickable = pickable;
  addEventListener("pageshow", paint);
  pickable();
})();
