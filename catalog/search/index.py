"""Documents → postings with lunr's scores.

The scores are those of lunr's builder (BM25 with k1 1.2 and b 0.75, field boosts, three
decimals); a test builds the same documents with lunr.py and compares every one. lunr's own
builder is too slow for a build that makes the rest of the site in seconds.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
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


Posting = dict[int, dict[int, list[int]]]
"""Field number → score × 1000 → the documents that have it, in order."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Term → posting; and for terms that are compounds, their parts."""

    terms: Mapping[str, Posting]
    splits: Mapping[str, tuple[str, str]]
    spellings: Mapping[str, str]
    """Term → the word most often met for it, to be read by people."""


class _Rules:
    """Synonyms by one key of each trigger, so that a document asks only those it may answer to."""

    def __init__(self, synonyms: Sequence[Synonym]) -> None:
        self._added = [keys(s.words) for s in synonyms]
        self._by: dict[str, list[tuple[int, frozenset[str]]]] = {}
        for number, synonym in enumerate(synonyms):
            for when in synonym.when:
                found = keys(when)
                if found:
                    self._by.setdefault(found[0], []).append((number, frozenset(found)))

    def added(self, have: set[str]) -> Iterator[list[str]]:
        """The words of each rule that `have` fulfils, in the rules' order."""
        met = {
            number
            for first in have & self._by.keys()
            for number, trigger in self._by[first]
            if trigger <= have
        }
        return (self._added[number] for number in sorted(met))


def fields(
    documents: Sequence[SearchDocument], synonyms: Sequence[Synonym]
) -> tuple[list[tuple[list[str], ...]], Mapping[str, tuple[str, str]]]:
    """The keys of each field of each document, and the compounds met."""
    compounds = Compounds(
        t for d in documents for t in (d.name, *d.names, d.category, d.search_words)
    )
    rules = _Rules(synonyms)
    splits: dict[str, tuple[str, str]] = {}
    made = [_fields(document, compounds, rules, splits) for document in documents]
    return made, splits


def _fields(
    document: SearchDocument,
    compounds: Compounds,
    rules: _Rules,
    splits: dict[str, tuple[str, str]],
) -> tuple[list[str], ...]:
    name = keys(document.name)
    have = set(name)
    variants = list(dict.fromkeys(k for n in document.names for k in keys(n) if k not in have))
    category = list(dict.fromkeys(keys(document.category)))
    extra = keys(document.search_words)
    parts: list[str] = []
    for word in dict.fromkeys((*name, *variants, *category, *extra)):
        found = compounds.parts(word)
        if found:
            splits[word] = found[0], found[1]
            parts += found
    have.update(category, parts)
    for added in rules.added(have):
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
    average = [
        sum(len(document[f]) for document in made) / count if count else 0.0
        for f in range(len(FIELDS))
    ]
    with_term: Counter[str] = Counter()
    for document in made:
        for found in document:
            with_term.update(set(found))
    idf = {t: _idf(n, count) for t, n in with_term.items()}
    terms: dict[str, Posting] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    thousandths: dict[float, int] = {}
    """A score rounded as lunr does, once for all that have it."""
    for number, document in enumerate(made):
        weight = documents[number].weight
        for f, found in enumerate(document):
            if not found:
                continue
            boost, length = FIELDS[f][1], K1 * (1 - B + B * (len(found) / average[f]))
            for term, frequency in Counter(found).items():
                score = idf[term] * ((K1 + 1) * frequency) / (length + frequency) * boost * weight
                rounded = thousandths.get(score)
                if rounded is None:
                    rounded = thousandths[score] = round(round(score, 3) * 1000)
                terms[term][f][rounded].append(number)
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
