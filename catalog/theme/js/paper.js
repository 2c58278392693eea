// Print with the page's address as a QR code. Without this script the browser's own print works.
(() => {
  "use strict";
  const place = document.querySelector(".printed");
  const { qr } = document.currentScript.dataset;
  if (!place) return;
  const button = katalog.element("button", { type: "button", class: "button quiet small" }, _("Skriv ut"));
  button.addEventListener("click", async () => {
    const address = place.dataset.url || location.href;
    if (!place.querySelector(".qr")) place.append(await katalog.qr(address, qr).catch(() => ""));
    print();
  });
  const foot = document.querySelector("main article") ?? document.querySelector("main");
  foot.append(katalog.element("p", { class: "print-row" }, button));
})();
