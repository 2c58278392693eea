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
    button.textContent = "Kopier";
    button.setAttribute("aria-label", `Kopier HMS-nummer ${number.dataset.copy}`);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(number.dataset.copy);
        button.textContent = "Kopiert";
        live.textContent = `HMS-nummer ${number.dataset.copy} er kopiert`;
      } catch {
        getSelection().selectAllChildren(number);
        button.textContent = "Merket";
        live.textContent = `HMS-nummer ${number.dataset.copy} er merket; kopier med tastaturet`;
      }
      setTimeout(() => { button.textContent = "Kopier"; }, 2000);
    });
    number.after(button);
  }
})();
