"""Names and ids: size parts taken off, slugs that stay the same from run to run."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = r"\d+(?:[.,]\d+)?"
_SIZES = re.compile(
    rf"""(?ix)
    \b(?:sb|sd|sh|sl|rh|h|b|l|d|bredde|lengde|høyde|dybde|skrittl|innstigh|lengde)\.?\s?
        {_NUMBER}(?:\s?[-–/x]\s?{_NUMBER})*(?:\s?(?:cm|mm))?(?=\s|$|,|\))
    | \b{_NUMBER}\s?x\s?{_NUMBER}(?:\s?x\s?{_NUMBER})?(?:\s?(?:cm|mm))?(?=\s|$|,|\))
    | \b{_NUMBER}(?:\s?[-–]\s?{_NUMBER})?\s?(?:cm|mm)\b
    | \bstr\.?\s?(?:\d+(?:[-/]\d+)?"?|xxs|xs|s|m|l|xl|xxl)(?=\s|$|,)
    """
)


def without_sizes(name: str) -> str:
    """`Etac Swift sb54 sh43-58` → `Etac Swift`."""
    return tidy(_SIZES.sub(" ", name))


def tidy(name: str) -> str:
    """White space folded, dangling punctuation taken off."""
    return " ".join(name.split()).strip(" ,;-–/")


def common_name(names: Sequence[str], series: Sequence[str | None]) -> str:
    """The name of a series: what the source calls it, else what its variants' names share."""
    called = {s for s in series if s}
    if len(called) == 1:
        return tidy(called.pop())
    stripped = [without_sizes(n).split() for n in names]
    shared = []
    for words in zip(*stripped, strict=False):
        if len({w.lower() for w in words}) > 1:
            break
        shared.append(words[0])
    return tidy(" ".join(shared)) or tidy(names[0])


_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ö": "o", "ä": "a", "ü": "u", "é": "e"})


def slug(name: str) -> str:
    """`Bølge dusjstol` → `bolge-dusjstol`, at most 60 characters."""
    text = re.sub(r"[^a-z0-9]+", "-", name.lower().translate(_LETTERS)).strip("-")
    return text[:60].strip("-") or "produkt"
