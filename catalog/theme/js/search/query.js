// Words to hits: fetches the parts that hold them, assembles a lunr.Index of just those terms and
// lets lunr score. A stored lunr score needs no statistics of the whole, so a part answers exactly.
(() => {
  "use strict";
  const katalog = (globalThis.katalog ??= {});
  const ENOUGH = 10, RARE = 20, PREFIXES = 12;

  function place(firsts, term) {
    let low = 0, high = firsts.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if (firsts[mid] <= term) low = mid; else high = mid - 1;
    }
    return low;
  }

  async function rows(tier, number) {
    return new Map((await katalog.get(`${tier}${number}`)).map((row) => [row[0], row]));
  }

  async function row(tier, term) {
    const firsts = (await katalog.get("manifest"))[tier];
    return firsts.length ? (await rows(tier, place(firsts, term))).get(term) : undefined;
  }

  async function beginning(term) {
    const firsts = (await katalog.get("manifest")).a;
    if (!firsts.length) return [];
    const from = place(firsts, term), to = place(firsts, `${term}\uffff`);
    const parts = await Promise.all([...Array(Math.min(to - from, 2) + 1).keys()].map((i) => rows("a", from + i)));
    const found = parts.flatMap((part) => [...part.values()]).filter(([t]) => t.startsWith(term));
    return found.sort((a, b) => a[0].length - b[0].length).slice(0, PREFIXES);
  }

  function* hits([, , posting]) {
    for (let i = 0; i < posting.length; i += 2) {
      const groups = posting[i + 1];
      for (let j = 0; j < groups.length; j += 2) {
        let doc = 0;
        for (const gap of groups[j + 1]) yield [posting[i], doc += gap, groups[j] / 1000];
      }
    }
  }

  function assembled(terms, expand, fields) {
    const inverted = Object.create(null), vectors = {}, tokens = new lunr.TokenSet.Builder();
    let index = 0;
    for (const term of [...terms.keys()].sort()) {
      const posting = { _index: ++index };
      for (const field of fields) posting[field] = {};
      for (const found of terms.get(term)) {
        for (const [f, doc, score] of hits(found)) {
          posting[fields[f]][doc] = {};
          const ref = `${fields[f]}/${doc}`;
          (vectors[ref] ??= new lunr.Vector()).elements.push(index, score);
        }
      }
      inverted[term] = posting;
      tokens.insert(term);
    }
    tokens.finish();
    const pipeline = new lunr.Pipeline();
    pipeline._stack.push((token) => expand.get(token.toString())?.map((t) => new lunr.Token(t, token.metadata)) ?? token);
    return new lunr.Index({ fields, fieldVectors: vectors, invertedIndex: inverted, tokenSet: tokens.root, pipeline });
  }

  function run(clauses, terms, fields, required) {
    const expand = new Map();
    clauses.forEach((c, i) => expand.set(`\u0001${i}`, c.terms.filter((t) => terms.has(t))));
    const { REQUIRED, OPTIONAL } = lunr.Query.presence;
    const wanted = clauses.map((c, i) => [c, `\u0001${i}`]).filter(([c, k]) => expand.get(k).length || (required && !c.extra));
    if (!wanted.length || wanted.some(([, k]) => !expand.get(k).length)) return [];
    return assembled(terms, expand, fields).query((q) => {
      for (const [c, k] of wanted) q.term(k, { presence: required && !c.extra ? REQUIRED : OPTIONAL, boost: c.boost ?? 1 });
    }).map(({ ref, score }) => ({ doc: Number(ref), score }));
  }

  const spread = (row) => new Set([...hits(row)].map(([, doc]) => doc)).size;

  // Each word becomes a clause of terms; a rare compound also asks for its parts.
  async function clause(word, last, terms, notes) {
    const exact = await row("a", word);
    const clauses = [];
    const take = (found, extra) => { for (const r of found) terms.set(r[0], [r]); return { terms: found.map((r) => r[0]), ...extra }; };
    if (exact) {
      if (exact[1].length && spread(exact) < RARE) {
        const parts = await Promise.all(exact[1].map((p) => row("a", p)));
        if (parts.every(Boolean)) {
          return [...parts.map((p) => take([p], {})), take([exact], { boost: 3, extra: true })];
        }
      }
      clauses.push(take([exact], { boost: last ? 2 : 1 }));
      return clauses;
    }
    if (last || word.length >= 4) {
      const found = word.length >= 2 ? await beginning(word) : [];
      if (found.length && !/\d/.test(word)) return [take(found, {})];
      const second = await row("b", word); // "sb45" is in the names of variants
      if (found.length || second) return [take(second ? [second, ...found] : found, {})];
    }
    const second = await row("b", word);
    if (second) return [take([second], {})];
    if (!katalog.guess) await katalog.script(katalog.guessing);
    const guess = await katalog.guess(word);
    if (!guess) return [{ terms: [] }];
    if (guess.spelling) notes.push(guess.spelling);
    const found = (await Promise.all(guess.terms.map((t) => row("a", t)))).filter(Boolean);
    return guess.all ? found.map((r) => take([r], {})) : [take(found, {})];
  }

  // "dusj stol" also asks for "dusjstol", "pute til rullestol" for "rullestolpute".
  async function compounds(words, said, terms) {
    const made = [];
    for (let i = 0; i + 1 < words.length && i < 3; i++) {
      for (const whole of [words[i] + words[i + 1], words[i + 1] + words[i]]) {
        const found = words[i].length > 1 && words[i + 1].length > 2 && await row("a", katalog.key(whole));
        if (!found) continue;
        terms.set(found[0], [found]);
        made.push([...said.slice(0, i).flat(), { terms: [found[0]], boost: 2 }, ...said.slice(i + 2).flat()]);
      }
    }
    return made;
  }

  function sum(runs) {
    const scores = new Map();
    for (const { doc, score } of runs.flat()) scores.set(doc, (scores.get(doc) ?? 0) + score);
    return [...scores].map(([doc, score]) => ({ doc, score })).sort((a, b) => b.score - a.score);
  }

  katalog.engine = { run };
  katalog.query = async (text) => {
    const { fields } = await katalog.get("manifest");
    const words = [...new Set(katalog.words(text.slice(0, 300)).map(katalog.key))].slice(0, 12);
    const terms = new Map(), notes = [];
    if (!words.length) return { hits: null, notes };
    const said = await Promise.all(words.map((w, i) => clause(w, i === words.length - 1, terms, notes)));
    const clauses = said.flat(), joined = await compounds(words, said, terms);
    const all = () => sum([clauses, ...joined].map((c) => katalog.engine.run(c, terms, fields, true)));
    let found = all();
    if (found.length < ENOUGH) {
      const more = await Promise.all([...terms.keys()].map((t) => row("b", t)));
      more.forEach((r) => r && terms.get(r[0])[0] !== r && terms.get(r[0]).push(r));
      const wider = all(), seen = new Set(found.map((h) => h.doc));
      found = [...found, ...wider.filter((h) => !seen.has(h.doc))];
    }
    let partial = false;
    if (!found.length && clauses.length > 1) {
      found = katalog.engine.run(clauses, terms, fields, false);
      partial = found.length > 0;
    }
    return { hits: found.sort((a, b) => b.score - a.score || a.doc - b.doc), notes, partial };
  };

  // HMS numbers and supplier references, exact or by their beginning.
  katalog.number = async (text) => {
    const wanted = text.trim().toLowerCase();
    if (!/^[\w-][\w./ -]{2,30}$/.test(wanted) || !/\d/.test(wanted)) return [];
    const prefix = [...wanted.slice(0, 2)].map((c) => (/[a-z0-9]/.test(c) ? c : "_")).join("");
    if (!(await katalog.get("manifest")).numbers.includes(prefix)) return [];
    const found = await katalog.get(`n-${prefix}`);
    const exact = found.filter(([n]) => n.toLowerCase() === wanted);
    const hits = (exact.length ? exact : /^\d{3,5}$/.test(wanted) ? found.filter(([n]) => n.startsWith(wanted)) : [])
      .map(([number, doc, hms]) => ({ number, doc, hms, exact: exact.length > 0 }));
    return [...new Map(hits.map((h) => [h.hms, h])).values()];
  };
})();
