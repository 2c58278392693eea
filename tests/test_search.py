"""The search: analysis, compounds, scores, questions. Chromium answers what a reader would get."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import asking
import lunr.builder
import lunr.pipeline
import pytest
import search_suite
import yaml
from playwright.sync_api import Browser, Page

from catalog import stamp
from catalog.search.analysis import key, keys, words
from catalog.search.compounds import Compounds
from catalog.search.index import FIELDS, SearchDocument, Synonym, fields, postings
from catalog.views import search
from catalog.views.context import Context

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def ctx() -> Context:
    return asking.context(stamp.read(ROOT))


@pytest.fixture(scope="module")
def page(ctx: Context, browser: Browser) -> Iterator[Page]:
    with asking.searching(ctx, browser) as found:
        yield found


@pytest.mark.parametrize(
    ("word", "like"),
    [
        ("gåstol", "gaastol"),
        ("gåstol", "gastol"),
        ("løftestol", "loeftestol"),
        ("rullestoler", "rullestol"),
        ("rullestolane", "rullestol"),
        ("sykler", "sykkel"),
        ("krykkene", "krykke"),
        ("hjelpemidlene", "hjelpemidler"),
        ("hovudet", "hodet"),
        ("breidde", "bredde"),
    ],
)
def test_words_that_are_one(word, like):
    assert key(word) == key(like)


@pytest.mark.parametrize("code", ["m100", "19161", "019161", "1a", "sb45"])
def test_codes_stay(code):
    assert key(code) == code


@pytest.mark.parametrize(("one", "other"), [("stol", "stor"), ("hund", "hånd"), ("seng", "sang")])
def test_words_that_are_two(one, other):
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("dusjstol", ("dusj", "stol")),
        ("rullestolpute", ("rullestol", "pute")),
        ("toalettstolen", ("toalett", "stol")),
        ("pistol", ()),
        ("stol", ()),
    ],
)
def test_compounds(word, parts):
    known = Compounds(["dusj dusjstol dusjer", "rullestol rullestoler", "toalett", "stol", "pute"])
    assert known.parts(key(word))[:2] == tuple(key(p) for p in parts)


def texts(ctx: Context) -> Iterator[str]:
    for product in search.ordered(ctx):
        found = search.document(ctx, product)
        yield from (found.name, *found.names, found.category, found.search_words, found.text)
    for rule in ctx.library.synonyms:
        yield from (*rule.when, rule.words)
    yield from ("ＡＢＣ", "İstanbul", "a-b-c-d", "x" * 500, "²³ ½", "rullestol-pute", "ǅ", "ß", "Å")


def test_both_languages_analyse_every_word_alike(ctx, page):
    said = sorted(set(texts(ctx)))
    theirs = page.evaluate("(said) => said.map((s) => katalog.words(s).map(katalog.key))", said)
    ours = [keys(s) for s in said]
    assert len(said) > 8_000
    assert [s for s, a, b in zip(said, ours, theirs, strict=True) if a != b] == []


def test_scores_are_those_of_lunr(ctx):
    products = search.ordered(ctx)[::9]
    documents = [search.document(ctx, p) for p in products]
    rules = [Synonym(s.when, s.words) for s in ctx.library.synonyms]
    made, _ = fields(documents, rules)
    builder = lunr.builder.Builder()
    builder.pipeline = lunr.pipeline.Pipeline()
    builder.search_pipeline = lunr.pipeline.Pipeline()
    builder.ref("id")
    for name, boost in FIELDS:
        builder.field(name, boost)
    for number, content in enumerate(made):
        row = {name: values for (name, _), values in zip(FIELDS, content, strict=True)}
        builder.add({"id": number, **row}, {"boost": documents[number].weight})
    theirs = builder.build().serialize()
    terms = {posting["_index"]: term for term, posting in theirs["invertedIndex"]}
    expected = {
        (terms[index], ref): round(score, 3)
        for ref, elements in theirs["fieldVectors"]
        for index, score in zip(elements[::2], elements[1::2], strict=True)
    }
    ours = {
        (term, f"{FIELDS[f][0]}/{number}"): score / 1000
        for term, posting in postings(documents, rules).terms.items()
        for f, found in posting.items()
        for score, numbers in found.items()
        for number in numbers
    }
    assert len(expected) > 5_000
    assert ours.keys() == expected.keys()
    assert {k: (v, expected[k]) for k, v in ours.items() if abs(v - expected[k]) > 0.00101} == {}


COMPARE = """async (questions) => {
  katalog.open("index/");
  const manifest = await katalog.get("manifest"), all = new Map(), worst = { difference: 0, runs: 0 };
  for (const tier of ["a", "b"]) for (let i = 0; i < manifest[tier].length; i++)
    for (const row of await katalog.get(`${tier}${i}`)) all.set(row[0], [...(all.get(row[0]) ?? []), row]);
  const { run } = katalog.engine;
  katalog.engine.run = (clauses, terms, fields, required) => {
    const some = run(clauses, terms, fields, required), full = new Map(all);
    for (const [term, rows] of terms) full.set(term, rows);   // the tiers a query has asked for
    const whole = run(clauses, full, fields, required);
    worst.runs++;
    const by = new Map(whole.map((h) => [h.doc, h.score]));
    if (some.length !== whole.length) worst.difference = Infinity;
    for (const hit of some) worst.difference = Math.max(worst.difference, Math.abs(hit.score - (by.get(hit.doc) ?? Infinity)));
    return some;
  };
  for (const q of questions) await katalog.query(q);
  katalog.engine.run = run;
  return worst;
}"""


def test_a_part_of_the_index_answers_as_the_whole(page):
    groups = yaml.safe_load(search_suite.QUESTIONS.read_text("utf-8"))
    questions = [question["q"] for found in groups.values() for question in found]
    worst = page.evaluate(COMPARE, questions)
    assert worst["runs"] >= len(questions)
    assert worst["difference"] < 1e-9


@pytest.mark.parametrize(
    "question",
    [
        *("", " ", "a", "x" * 10_000, "stol " * 2_000, '+-*~^:"', "name:stol", "*", "🦽 🚿"),
        *("<b>stol</b>", "שלום كرسي", "__proto__ constructor", "%00", "\\", "' OR 1=1"),
        *("stol^100 ~2", "𝕤𝕥𝕠𝕝"),
    ],
)
def test_any_question_has_an_answer(page, ctx, question):
    [answer] = asking.ask(page, ctx, [question])
    assert answer["total"] >= 0
    assert isinstance(answer["ids"], list)


@pytest.fixture(scope="module")
def outcomes(ctx: Context, page: Page) -> list[search_suite.Outcome]:
    return search_suite.outcomes(ctx, page)


def test_at_least_95_of_100_questions_are_answered(outcomes):
    assert len(outcomes) >= 120
    wrong = [f"{o.question['q']}: {o.fault}" for o in outcomes if o.fault]
    assert len(wrong) <= 0.05 * len(outcomes), wrong


def test_every_number_comes_first(page, ctx):
    numbers = random.Random(1).sample(sorted(ctx.library.by_hms), 200)
    answers = asking.ask(page, ctx, numbers)
    assert all(a["exact"] for a in answers)
    assert [a["ids"][0] for a in answers] == [ctx.library.by_hms[n][0].id for n in numbers]


RECOUNT = """async (params) => {
  katalog.open("index/");
  const { documents } = await katalog.get("manifest"), docs = [...Array(documents).keys()];
  const facets = await katalog.get("facets"), wrong = [];
  const passed = async (p) => (await katalog.filters.apply(docs, (await katalog.filters.read(new URLSearchParams(p), [])).state)).passed.length;
  const { state } = await katalog.filters.read(new URLSearchParams(params), []);
  const { counts } = await katalog.filters.apply(docs, state);
  let seen = 0;
  const expect = async (name, value, count) => {
    const p = new URLSearchParams(params);
    p.set(name, value);
    const real = await passed(p);
    seen++;
    if (real !== (count ?? 0)) wrong.push([name, value, real, count]);
  };
  for (const name of ["kategori", "leverandor", "avtalestatus"])
    for (const [i, [id]] of facets[name].values.entries()) if (i % 7 === 0) await expect(name, id, counts[name]?.get(i));
  await expect("bestilling", "1", counts.bestilling?.get(1));
  const { avtale } = state.place;
  if (!avtale) for (const a of new Set(facets.plasser.values.map((p) => p[0]))) await expect("avtale", a, counts.avtale?.get(a));
  else for (const p of new Set(facets.plasser.values.filter((p) => p[0] === avtale).map((p) => p[1]))) await expect("post", p, counts.post?.get(p));
  for (const [id, , rows] of state.known) for (const [value] of rows) await expect(id, value, counts[`v-${id}`]?.get(value));
  return { wrong, seen };
}"""


@pytest.mark.parametrize(
    "params",
    [
        "",
        "kategori=1218",
        "kategori=1218&skjul=utgatt",
        "avtale=hygiene-2025",
        "avtale=personloftere-2025&rang=1",
        "avtale=sykler-list-2025&kategori=1218&skjul=deler",
        "bestilling=1&avtalestatus=over",
        "leverandor=etac&skjul=deler&skjul=utgatt",
    ],
)
def test_counts_are_what_choosing_gives(page, params):
    found = page.evaluate(RECOUNT, params)
    assert found["seen"] > 10
    assert found["wrong"] == []


def test_a_document_weighs_what_its_standing_says():
    documents = [SearchDocument("Stol", (), "", "", "", w) for w in (1.0, 0.5)]
    documents.append(SearchDocument("Bord", (), "", "", ""))
    scores = postings(documents, []).terms["stol"][0]
    [one], [half] = ([s for s, numbers in scores.items() if number in numbers] for number in (0, 1))
    assert half == pytest.approx(one / 2, abs=1)


def test_stop_words_are_no_words():
    assert words("Stol som er til deg") == ("stol",)
