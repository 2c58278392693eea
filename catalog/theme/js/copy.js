// Copy buttons beside HMS numbers; without this script the number is plain text.
(() => {
  "use strict";
  const live = document.createElement("p");
  live.className = "visually-hidden";
  live.setAttribute("role", "status");
  document.body.append(live);

  for (const number of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = _("Kopier");
    button.setAttribute("aria-label", _("Kopier HMS-nummer {n}").replace("{n}", number.dataset.copy));
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(number.dataset.copy);
        button.textContent = _("Kopiert");
        live.textContent = _("HMS-nummer {n} er kopiert").replace("{n}", number.dataset.copy);
      } catch {
        getSelection().selectAllChildren(number);
        button.textContent = _("Merket");
        live.textContent = _("HMS-nummer {n} er merket; kopier med tastaturet").replace("{n}", number.dataset.copy);
      }
      setTimeout(() => { button.textContent = _("Kopier"); }, 2000);
    });
    number.after(button);
  }
})();
