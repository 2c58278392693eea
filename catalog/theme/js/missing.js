// An address that holds six digits is probably an HMS number: offer its page.
(() => {
  "use strict";
  const hit = document.getElementById("hms-hit");
  const number = /(?:^|\D)(\d{6})(?:\D|$)/.exec(location.pathname);
  if (!hit || !number) return;
  const link = hit.querySelector("a");
  link.href = `${hit.dataset.root}hms/${number[1]}/`;
  link.textContent = _("Gå til HMS-nummer {n}").replace("{n}", number[1]);
  hit.hidden = false;
})();
