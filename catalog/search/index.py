"""Documents → postings with lunr's scores.

The scores are those of lunr's builder (BM25 with k1 1.2 and b 0.75, field boosts, three
decimals); a test builds the same documents with lunr.py and compares every one. lunr's own
builder is too slow for a build that makes the rest of the site in seconds.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog.search.analysis import key, keys, words
from catalog.search.compounds import Compounds

FIELDS = (("name", 8.0), ("parts", 4.0), ("category", 3.0), ("words", 3.0), ("text", 1.0))
"""Fields and their boosts. The last is the second tier: fetched when the others say little."""
K1, B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One product, in the index's order."""

    name: str
    names: tuple[str, ...]
    """Names of its variants."""
    category: str
    """Titles along its place in the tree, and its supplier."""
    search_words: str
    """Words people use for its categories."""
    text: str
    weight: float = 1.0
    """What its scores are multiplied by: lunr's document boost."""


@dataclass(frozen=True, slots=True)
class Synonym:
    """`words` are added to documents in which every key of one of `when` occurs."""

    when: tuple[str, ...]
    words: str


Posting = dict[int, list[tuple[float, int]]]
"""Field number → (score, document number)."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Term → posting; and for terms that are compounds, their parts."""

    terms: Mapping[str, Posting]
    splits: Mapping[str, tuple[str, str]]
    spellings: Mapping[str, str]
    """Term → the word most often met for it, to be read by people."""


def fields(
    documents: Sequence[SearchDocument], synonyms: Sequence[Synonym]
) -> tuple[list[tuple[list[str], ...]], Mapping[str, tuple[str, str]]]:
    """The keys of each field of each document, and the compounds met."""
    compounds = Compounds(
        t for d in documents for t in (d.name, *d.names, d.category, d.search_words)
    )
    rules = [([frozenset(keys(w)) for w in s.when], keys(s.words)) for s in synonyms]
    splits: dict[str, tuple[str, str]] = {}
    made = [_fields(document, compounds, rules, splits) for document in documents]
    return made, splits


def _fields(
    document: SearchDocument,
    compounds: Compounds,
    rules: list[tuple[list[frozenset[str]], list[str]]],
    splits: dict[str, tuple[str, str]],
) -> tuple[list[str], ...]:
    name = keys(document.name)
    have = set(name)
    variants = list(dict.fromkeys(k for n in document.names for k in keys(n) if k not in have))
    category = list(dict.fromkeys(keys(document.category)))
    extra = keys(document.search_words)
    parts: list[str] = []
    for word in dict.fromkeys((*name, *variants, *category, *extra)):
        split = compounds.split(word)
        if split:
            splits[word] = split
            parts += compounds.parts(word)
    have |= set(category) | set(parts)
    for triggers, added in rules:
        if any(t <= have for t in triggers):
            extra += added
            extra += (p for w in added for p in compounds.parts(w))
    parts = [p for p in dict.fromkeys(parts) if p not in name]
    seen = {*name, *parts, *category}
    extra = [w for w in dict.fromkeys(extra) if w not in seen]
    text = [*variants, *keys(document.text)]
    return name, parts, category, extra, text


def postings(documents: Sequence[SearchDocument], synonyms: Sequence[Synonym]) -> Postings:
    """Score every term of every document as lunr's builder does."""
    made, splits = fields(documents, synonyms)
    count = len(made)
    counts = [[Counter(f) for f in document] for document in made]
    average = [
        sum(len(document[f]) for document in made) / count if count else 0.0
        for f in range(len(FIELDS))
    ]
    with_term: Counter[str] = Counter()
    for document in counts:
        for found in document:
            with_term.update(found.keys())
    idf = {t: _idf(n, count) for t, n in with_term.items()}
    terms: dict[str, Posting] = defaultdict(dict)
    for number, document in enumerate(counts):
        weight = documents[number].weight
        for f, found in enumerate(document):
            length = sum(found.values())
            for term, frequency in found.items():
                score = _score(idf[term], frequency, length, average[f]) * FIELDS[f][1] * weight
                terms[term].setdefault(f, []).append((round(score, 3), number))
    return Postings(dict(sorted(terms.items())), splits, _spellings(documents, synonyms))


def _spellings(
    documents: Sequence[SearchDocument], synonyms: Sequence[Synonym]
) -> Mapping[str, str]:
    met: Counter[str] = Counter()
    for document in documents:
        for text in (document.name, document.category, document.search_words):
            met.update(words(text))
    for synonym in synonyms:
        met.update(words(synonym.words))
    return {key(word): word for word, _ in reversed(met.most_common())}


def _idf(with_term: int, count: int) -> float:
    return math.log(1 + abs((count - with_term + 0.5) / (with_term + 0.5)))


def _score(idf: float, frequency: int, length: int, average: float) -> float:
    return idf * ((K1 + 1) * frequency) / (K1 * (1 - B + B * (length / average)) + frequency)
