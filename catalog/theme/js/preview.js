// Only while the catalogue is edited: show the page anew after a change, or what is wrong with it.
(() => {
  let version = null;
  const box = document.createElement("pre");
  box.setAttribute("role", "alert");
  Object.assign(box.style, { position: "fixed", inset: "auto 0 0", margin: 0, maxHeight: "45vh", overflow: "auto", padding: "1rem", background: "#3a0d0d", color: "#fff", zIndex: 9, whiteSpace: "pre-wrap" });
  async function ask() {
    try {
      const news = await (await fetch(`/_/news?since=${version ?? -1}`)).json();
      if (version !== null && news.version !== version && !news.faults) { location.reload(); return; }
      version = news.version;
      box.textContent = news.faults;
      if (news.faults) document.body.append(box); else box.remove();
    } catch { await new Promise((done) => setTimeout(done, 1000)); }
    ask();
  }
  ask();
})();
