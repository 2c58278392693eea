"""Words, numbers and dates in the reader's language. Bokmål is the source text.

The other languages are the gettext catalogues beside this file; `lang="nb"` marks what is not in
the language of its page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Self

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from markupsafe import escape

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Language:
    """One language of the site: `code` is the `lang` attribute, `prefix` its place in URLs."""

    code: str
    prefix: str
    """Where its pages lie, from the root: empty, or ending in `/`."""
    name: str
    """What its readers call it."""
    words: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False, hash=False)
    """Bokmål → the same in this language."""

    def __call__(self, text: str) -> str:
        """The translation of `text`, or `text` itself."""
        return self.words.get(text, text)

    def foreign(self, text: str) -> str:
        """Bokmål from a record, as a page in this language shows it."""
        return text if self.code == BOKMAL.code else Marked(text, _marked(text))

    def own(self, text: str) -> str:
        """The translation of `text`; where there is none, bokmål marked as such."""
        return self.words.get(text) or self.foreign(text)

    def number(self, value: float) -> str:
        """`10.5` → `10,5`; whole numbers have no decimals."""
        return _number(value, self.code)

    def measure(self, value: float | tuple[float, float], unit: str | None) -> str:
        """A number or a range with its unit: `43–58,5 cm`."""
        low, high = value if isinstance(value, tuple) else (value, value)
        shown = self.number(low) if low == high else f"{self.number(low)}–{self.number(high)}"
        return f"{shown} {unit}" if unit else shown

    def day(self, iso: str) -> str:
        """`2025-09-01` → `1. september 2025`, in English `1 September 2025`."""
        return _day(iso, self.code)

    def span(self, start: str | None, end: str | None) -> str:
        """A period in words; an unknown end is said to be unknown."""
        if start and end:
            return f"{self.day(start)} – {self.day(end)}"
        if start:
            return self("fra {day}, sluttdato ikke kjent").format(day=self.day(start))
        if end:
            return self("til {day}, startdato ikke kjent").format(day=self.day(end))
        return self("periode ikke kjent")


class Marked(str):
    """Text that knows its own HTML: a template shows `html`, everything else the plain text."""

    __slots__ = ("html",)
    html: str

    def __new__(cls, text: str, html: str) -> Self:
        """`html` is `text` escaped, with `lang` around what is in another language."""
        made = super().__new__(cls, text)
        made.html = html
        return made

    def __html__(self) -> str:
        """What a template shows."""
        return self.html


def led(lead: str, text: str) -> str:
    """`lead` in the page's language before `text`, which keeps its mark."""
    if isinstance(text, Marked):
        return Marked(f"{lead}{text}", f"{escape(lead)}{text.html}")
    return f"{lead}{text}"


def filled(text: str, **parts: str) -> str:
    """`text` with its places filled by `parts`, each of which keeps its mark."""
    plain = text.format(**parts)
    if any(isinstance(part, Marked) for part in parts.values()):
        html = str(escape(text)).format(**{name: escape(part) for name, part in parts.items()})
        return Marked(plain, html)
    return plain


def joined(separator: str, texts: Sequence[str]) -> str:
    """`texts` in a row, each of which keeps its mark."""
    plain = separator.join(texts)
    if any(isinstance(text, Marked) for text in texts):
        return Marked(plain, separator.join(str(escape(text)) for text in texts))
    return plain


def _marked(text: str) -> str:
    return f'<span lang="nb">{escape(text)}</span>' if text else ""


BOKMAL = Language("nb", "", "Bokmål")


@cache
def languages() -> tuple[Language, ...]:
    """Every language of the site, bokmål first."""
    return (BOKMAL, _language("nn", "Nynorsk"), _language("en", "English"))


def _language(code: str, name: str) -> Language:
    with (HERE / f"{code}.po").open("rb") as file:
        words = {str(m.id): str(m.string) for m in read_po(file, locale=code) if m.id}
    return Language(code, f"{code}/", name, words)


@cache
def _number(value: float, code: str) -> str:
    return format_decimal(value, format="#,##0.###", locale=code)


@cache
def _day(iso: str, code: str) -> str:
    pattern = "d MMMM y" if code == "en" else "d. MMMM y"
    return format_date(dt.date.fromisoformat(iso), pattern, locale=code)
