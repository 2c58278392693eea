// The draft of a reason: from exactly the facts that differ, in bokmål or nynorsk. Pure text.
(() => {
  "use strict";
  const { summary, differences, measured } = katalog.facts.spoken("nb-NO", "Ja", "Nei"), { judge } = katalog;
  const NUMBERS = 3;

  const T = {
    nb: {
      first: "rangering 1", need: "krav", atLeast: "minst", has: "har", must: "må ha", sources: "Kilder",
      h: ["1 Behov", "2 Egenskap", "3 Utprøving", "4 Hvorfor dette produktet er nødvendig og hensiktsmessig", "5 Hva rangering 1 mangler i dette tilfellet (valgfritt)"],
      p: ["[Skriv hva personen skal klare, hvor, og hva som hindrer. Beskriv funksjon, ikke diagnose.]", "[Skriv hvilken egenskap ved produktet som dekker behovet.]", "[Skriv hva som er prøvd, hvor, når og med hvilket resultat.]", "[Skriv den faglige vurderingen.]", "[Skriv hva den mangler, eller ta bort dette punktet.]"],
      decides: "Krav som avgjør", differs: "Forskjeller fra", lacks: "dekker ikke kravet", code: "<avtalens forkortelse>",
      end: (day) => `Utkast fra opplysninger per ${day}. En fagperson må vurdere og endre teksten. Ta ikke med sensitive opplysninger.`,
    },
    nn: {
      first: "rangering 1", need: "krav", atLeast: "minst", has: "har", must: "må ha", sources: "Kjelder",
      h: ["1 Behov", "2 Eigenskap", "3 Utprøving", "4 Kvifor dette produktet er nødvendig og føremålstenleg", "5 Kva rangering 1 manglar i dette tilfellet (valfritt)"],
      p: ["[Skriv kva personen skal klare, kvar, og kva som hindrar. Skildra funksjon, ikkje diagnose.]", "[Skriv kva eigenskap ved produktet som dekkjer behovet.]", "[Skriv kva som er prøvd, kvar, når og med kva resultat.]", "[Skriv den faglege vurderinga.]", "[Skriv kva det manglar, eller ta bort dette punktet.]"],
      decides: "Krav som avgjer", differs: "Skilnader frå", lacks: "dekkjer ikkje kravet", code: "<forkortinga til avtalen>",
      end: (day) => `Utkast frå opplysningar per ${day}. Ein fagperson må vurdere og endre teksten. Ta ikkje med sensitive opplysningar.`,
    },
  };

  // How a rung stands to the needs: its best variant's verdict, with what decides.
  function judged(rung, needs) {
    const all = rung.variants.map(([number, values]) => ({ number, ...judge(needs, (need) => {
      const value = values[need.property.id];
      return value === undefined || need.choice !== undefined ? value : katalog.facts.span(value);
    }) }));
    const best = all.reduce((a, b) => (b.rank > a.rank ? b : a));
    return { ...best, numbers: all.filter((v) => v.rank === best.rank).map((v) => v.number) };
  }

  // What stops a draft, as a key with values, or the draft's parts.
  function consider(post, index, needs, other) {
    const rungs = post.rungs.map((rung) => ({ rung, ...judged(rung, needs) })), chosen = rungs[index];
    const asked = needs.length > 0 || other !== "";
    const higher = rungs.filter(({ rung }) => rung.rank && rung.rank < chosen.rung.rank && !rung.gone);
    const first = rungs.filter(({ rung }) => rung.rank === 1);
    if (!first.length) return { stop: "no-first" };
    if (!asked && post.properties.some((p) => askable(p, post))) return { stop: "no-need" };
    if (chosen.verdict === "not") return { stop: "chosen-fails", values: { name: chosen.rung.name } };
    const better = other ? [] : higher.filter((h) => asked && h.verdict === "fits");
    if (better.length) return { stop: better[0].rung.rank === 1 ? "first-fits" : "higher-fits", values: { name: better.map((b) => b.rung.name).join(", "), rank: better[0].rung.rank } };
    return { chosen, first };
  }

  const askable = (property, post) => Boolean(field(property, post));

  // How a property is asked for: "least", "span", "has", a list of choices, or nothing.
  function field(property, post) {
    if (property.type === "measure") return { at_least: "least", within: "span" }[property.fit];
    const values = post.rungs.flatMap((r) => r.variants.map(([, v]) => v[property.id])).filter((v) => v !== undefined);
    if (property.type === "boolean") return values.includes(true) ? "has" : undefined;
    const choices = [...new Set(values)].sort();
    return choices.length > 1 && choices.length <= 12 ? choices : undefined;
  }

  const label = (property, lang) => property[lang];
  function wantedText({ property, low, high, atLeast, choice }, t, lang) {
    if (choice === true) return `${t.must} ${label(property, lang).toLowerCase()}`;
    if (choice !== undefined) return `${label(property, lang).toLowerCase()} ${choice}`;
    return [label(property, lang).toLowerCase(), atLeast && t.atLeast, measured([low, atLeast ? low : high], property.unit)].filter(Boolean).join(" ");
  }

  function draft(post, index, needs, other, lang) {
    const found = consider(post, index, needs, other);
    if (found.stop) return found;
    const { chosen, first } = found, t = T[lang], { rung } = chosen;
    const named = (r, numbers) => `${r.name} (${[...(r.supplier ? [r.supplier] : []), "HMS"].join(", ")} ${numbers.slice(0, NUMBERS).join(", ")})`;
    const values = (r) => r.variants.map(([, v]) => v);
    const met = needs.filter((n) => summary(n.property, values(rung))).map((n) => `${label(n.property, lang)}: ${summary(n.property, values(rung))} (${t.need}: ${wantedText(n, t, lang)})`);
    const others = first.map(({ rung: one }) => ({ one, list: differences(post.properties, values(rung), values(one)).filter(({ property }) => !needs.some((n) => n.property.id === property.id)) }));
    const lacking = first.map(({ rung: one, deciding, numbers }) => ({ one, numbers, list: deciding.filter((d) => d.verdict === "not") })).filter((l) => l.list.length);
    const cited = new Set([rung, ...first.map((f) => f.rung)].map((r) => `${r.source}, ${r.as_of}`));
    const bullet = (list) => list.map((l) => `- ${l}`);
    const lines = [`POST ${post.code || t.code} P${post.post} R${rung.rank}`, "",
      t.h[0], t.p[0], ...(needs.length || other ? [`${t.decides}: ${[...needs.map((n) => wantedText(n, t, lang)), other].filter(Boolean).join("; ")}.`] : []), "",
      t.h[1], `${named(rung, chosen.numbers)}:`, ...bullet(met),
      ...others.flatMap(({ one, list }) => (list.length ? [`${t.differs} ${t.first}, ${one.name}:`, ...bullet(list.map(({ property, a, b }) => `${label(property, lang)}: ${a} (${t.first}: ${b})`))] : [])),
      ...(met.length || others.some((o) => o.list.length) ? [] : [t.p[1]]), "",
      t.h[2], t.p[2], "", t.h[3], t.p[3], "",
      t.h[4], ...(lacking.length ? lacking.flatMap(({ one, numbers, list }) => [`${named(one, numbers)} ${t.lacks}:`, ...bullet(list.map(({ need }) => `${label(need.property, lang)}: ${summary(need.property, values(one))} (${t.need}: ${wantedText(need, t, lang)})`))]) : [t.p[4]]), "",
      `${t.sources}: ${[...cited].join("; ")}.`,
      t.end(post.day)];
    const unknown = first.flatMap(({ rung: one, deciding }) => deciding.filter((d) => d.verdict === "unknown").map((d) => [one.name, label(d.need.property, lang)]));
    return { text: lines.join("\n"), unknown };
  }

  katalog.reason = { judged, consider, draft, field };
})();
