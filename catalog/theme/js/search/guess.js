// A word nobody wrote: two known words joined, or a known one spelt otherwise.
(() => {
  "use strict";
  const katalog = (globalThis.katalog ??= {});
  let lexicon;

  const load = () => (lexicon ??= katalog.get("lexicon").then((text) => {
    const counts = new Map(), spellings = new Map(), builder = new lunr.TokenSet.Builder();
    for (const line of text.split("\n")) {
      const [term, count, word] = line.split(" ");
      counts.set(term, Number(count));
      spellings.set(term, word ?? term);
    }
    for (const term of [...counts.keys()].sort()) builder.insert(term);
    builder.finish();
    return { counts, spellings, tokens: builder.root };
  }));

  function near(word, distance, { counts, tokens }) {
    const found = tokens.intersect(lunr.TokenSet.fromFuzzyString(word, distance)).toArray();
    return found.filter((t) => t[0] === word[0]).sort((a, b) => counts.get(b) - counts.get(a)).slice(0, 3);
  }

  function joined(word, { counts }) {
    let best;
    for (let i = 2; i < word.length - 2; i++) {
      const right = katalog.key(word.slice(i));
      for (const left of new Set([word.slice(0, i), katalog.key(word.slice(0, i)), word.slice(0, i).replace(/s$/, "")])) {
        if (left.length < 3 || right.length < 3 || !counts.has(left) || !counts.has(right)) continue;
        const worth = Math.min(counts.get(left), counts.get(right));
        if (!best || worth > best.worth) best = { worth, terms: [left, right], all: true };
      }
    }
    return best;
  }

  katalog.guess = async (word) => {
    if (word.length < 4 || word.length > 30 || /\d/.test(word)) return undefined;
    const known = await load();
    const one = near(word, 1, known);
    if (one.length) return { terms: one, spelling: known.spellings.get(one[0]) };
    const two = joined(word, known);
    if (two) return two;
    const far = word.length >= 6 ? near(word, 2, known) : [];
    return far.length ? { terms: far, spelling: known.spellings.get(far[0]) } : undefined;
  };
})();
