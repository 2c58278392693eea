// One variant against what is needed: each need's verdict, and the variant's own: the worst of them.
(() => {
  "use strict";
  const katalog = (globalThis.katalog ??= {});
  const ORDER = ["not", "unknown", "fits"];

  // A measure is [low, high]; at least: all of it must reach the need; else: it must meet the need's span.
  function meets(need, value) {
    if (need.choice !== undefined) return value === need.choice;
    return need.atLeast ? value[0] >= need.low : value[0] <= need.high && value[1] >= need.low;
  }

  katalog.judge = (needs, valueOf) => {
    const deciding = needs.map((need) => {
      const value = valueOf(need);
      return { need, value, verdict: value === undefined ? "unknown" : meets(need, value) ? "fits" : "not" };
    });
    const rank = Math.min(2, ...deciding.map((d) => ORDER.indexOf(d.verdict)));
    return { deciding, rank, verdict: ORDER[rank] };
  };
})();
