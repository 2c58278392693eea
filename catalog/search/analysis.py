"""One lower-case word → one index key. `theme/js/search/analysis.js` is the same in the browser.

Fold what keyboards differ in, bring nynorsk to bokmål, stem with Snowball's Norwegian algorithm
twice, repair what it leaves apart. Words with a digit are codes and only folded. Every table
stands here once; `tables` hands them to the browser.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

VOWELS = "aeiouyæåø"
STEP_1 = frozenset(
    "a e ede ande ende ane ene hetene en heten ar er heter as es edes endes enes hetenes ens hetens"
    " ers ets et het ast".split()
)
STEP_3 = frozenset("leg eleg ig eig lig elig els lov elov slov hetslov".split())
S_ENDINGS = "bcdfghjlmnoprtvyz"
LONGEST = 7

FOLD = {
    "ø": "o", "ö": "o", "œ": "o", "æ": "a", "ä": "a", "å": "a", "é": "e", "è": "e", "ê": "e",
    "ë": "e", "ü": "u", "ó": "o", "ò": "o", "ô": "o", "á": "a", "à": "a", "â": "a", "ñ": "n",
    "ç": "c", "í": "i",
}  # fmt: skip
FOLD_PAIRS = (("oe", "o"), ("ae", "a"), ("aa", "a"))

NYNORSK = {
    "hovud": "hode", "auge": "oye", "forhogj": "forhoy", "ekkj": "ekk", "lofta": "lofte",
    "omgjevnad": "omgivels", "tryggleik": "trygghet", "sitje": "sitte", "koyr": "kjor",
    "forflytting": "forflytning", "segl": "seil", "tonga": "tang", "samanlegg": "sammenlegg",
    "oppreising": "oppreisning", "ykkj": "ykk", "avlasting": "avlastning", "bruka": "bruke",
    "innandors": "innendors", "utandors": "utendors", "tilbehoyr": "tilbehor",
    "storleik": "storrels", "breidd": "bredd", "heime": "hjemme", "mjuk": "myk", "kvil": "hvil",
    "hogd": "hoyd", "sjukehus": "sykehus",
}  # fmt: skip
REPAIRS = (
    (r"(ern|er)$", ""),
    (r"([kdmptfg])\1el$", r"\1l"),
    (r"(tong|teng)$", "tang"),
    (r"hend$", "hand"),
    (r"tenn$", "tann"),
    (r"(bok|boker)$", "bok"),
    (r"([kg])j$", r"\1"),
    (r"([lr]os|bar|uel|iel|al|il|iv)t$", r"\1"),
    (r"([dlmnprtk])\1$", r"\1"),
)
STOP = frozenset(
    "og i på til for av med som er en et ei den det de å at fra frå ved om kan har skal blir vil"
    " mot under over etter eller ikke ikkje når dei ein eit var vere være hos oss meg deg seg jeg"
    " eg du the a an of for to with".split()
)
LETTERS = "0-9a-zæøåäöüéèêóòôáàâñçëíœ"

_FOLD = str.maketrans(FOLD)
_NYNORSK = re.compile("|".join(NYNORSK))
_REPAIRS = tuple((re.compile(pattern), new) for pattern, new in REPAIRS)
_WORD = re.compile(rf"[{LETTERS}]+(?:-[{LETTERS}]+)*")
_DIGIT = re.compile(r"[0-9]")


def tables() -> dict[str, object]:
    """Every table, for the browser; patterns are valid in both languages."""
    return {
        "vowels": VOWELS,
        "step1": sorted(STEP_1),
        "step3": sorted(STEP_3),
        "s": S_ENDINGS,
        "fold": FOLD,
        "pairs": FOLD_PAIRS,
        "nynorsk": NYNORSK,
        "repairs": [[p, n.replace("\\1", "$1")] for p, n in REPAIRS],
        "stop": sorted(STOP),
        "letters": LETTERS,
    }


def fold(word: str) -> str:
    """`gåstol`, `gastol` and `gaastol` → `gastol`."""
    word = word.translate(_FOLD)
    for pair, one in FOLD_PAIRS:
        word = word.replace(pair, one)
    return word


def stem(word: str) -> str:
    """Snowball's Norwegian stemmer."""
    start = _region(word)
    if start >= len(word):
        return word
    word = _step_1(word, start)
    if len(word) - 2 >= start and word[-2:] in {"dt", "vt"}:
        word = word[:-1]
    for length in range(min(LONGEST, len(word) - start), 0, -1):
        if word[len(word) - length :] in STEP_3:
            return word[: len(word) - length]
    return word


def _region(word: str) -> int:
    """Where R1 begins: after the first consonant that follows a vowel, at least at 3."""
    i = 0
    while i < len(word) and word[i] not in VOWELS:
        i += 1
    while i < len(word) and word[i] in VOWELS:
        i += 1
    return max(i + 1, 3) if i < len(word) else len(word)


def _step_1(word: str, start: int) -> str:
    for length in range(min(LONGEST, len(word) - start), 0, -1):
        ending = word[len(word) - length :]
        if ending in {"erte", "ert"}:
            return word[: len(word) - length] + "er"
        if ending in STEP_1:
            return word[: len(word) - length]
        if ending == "s":
            before = word[-2]
            valid_k = before == "k" and len(word) >= 3 and word[-3] not in VOWELS
            return word[:-1] if before in S_ENDINGS or valid_k else word
    return word


@cache
def key(word: str) -> str:
    """The index key of one lower-case word."""
    word = fold(word)
    if _DIGIT.search(word):
        return word
    word = _NYNORSK.sub(lambda m: NYNORSK[m[0]], word)
    if len(word) <= 3:
        return word
    word = stem(stem(word))
    for pattern, new in _REPAIRS:
        if len(word) > 4:
            repaired = pattern.sub(new, word)
            word = repaired if len(repaired) >= 3 else word
    return word


@lru_cache(4096)
def words(text: str) -> tuple[str, ...]:
    """The words of `text`; a hyphenated one as its parts and, if short, joined."""
    met = _WORD.findall(text.lower())
    if "-" not in text:
        return tuple(w for w in met if w not in STOP)
    found: list[str] = []
    for word in met:
        if "-" in word:
            parts = word.split("-")
            found += parts
            if len(word) <= 24:
                found.append("".join(parts))
        else:
            found.append(word)
    return tuple(w for w in found if w not in STOP)


def keys(text: str) -> list[str]:
    """The index keys of `text`, in order."""
    return list(map(key, words(text)))
