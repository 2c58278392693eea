// Copy a text, and show an address as a QR code. The code is drawn here; nothing is sent.
(() => {
  "use strict";
  const { element, say } = katalog;

  katalog.copy = async (text, button) => {
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = say("Kopiert");
    } catch {
      button.textContent = say("Kopier med tastaturet");
    }
    setTimeout(() => { button.textContent = label; }, 3000);
  };

  katalog.qr = async (text, script) => {
    if (!globalThis.qrcode) await katalog.script(script);
    const code = qrcode(0, "M"), SVG = "http://www.w3.org/2000/svg";
    code.addData(text);
    code.make();
    const size = code.getModuleCount();
    let path = "";
    for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (code.isDark(y, x)) path += `M${x + 4} ${y + 4}h1v1h-1z`;
    const svg = document.createElementNS(SVG, "svg"), drawn = document.createElementNS(SVG, "path");
    svg.setAttribute("viewBox", `0 0 ${size + 8} ${size + 8}`);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", say("QR-kode med adressen til denne siden"));
    drawn.setAttribute("d", path);
    svg.append(drawn);
    return element("div", { class: "qr" }, svg);
  };
})();
