"""Words, numbers and dates in the reader's language. Bokmål is the source text."""

from __future__ import annotations

import datetime as dt
import gettext
from dataclasses import dataclass
from functools import cache

from babel.dates import format_date
from babel.numbers import format_decimal


@dataclass(frozen=True)
class Language:
    """One language of the site: `code` is the `lang` attribute, `prefix` its place in URLs."""

    code: str
    prefix: str
    translations: gettext.NullTranslations

    def __call__(self, text: str) -> str:
        """The translation of `text`, or `text` itself."""
        return self.translations.gettext(text)

    def number(self, value: float) -> str:
        """`10.5` → `10,5`; whole numbers have no decimals."""
        return _number(value, self.code)

    def measure(self, value: float | tuple[float, float], unit: str | None) -> str:
        """A number or a range with its unit: `43–58,5 cm`."""
        low, high = value if isinstance(value, tuple) else (value, value)
        shown = self.number(low) if low == high else f"{self.number(low)}–{self.number(high)}"
        return f"{shown} {unit}" if unit else shown

    def day(self, iso: str) -> str:
        """`2025-09-01` → `1. september 2025`."""
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


BOKMAL = Language("nb", "", gettext.NullTranslations())


@cache
def _number(value: float, code: str) -> str:
    return format_decimal(value, format="#,##0.###", locale=code)


@cache
def _day(iso: str, code: str) -> str:
    return format_date(dt.date.fromisoformat(iso), "d. MMMM y", locale=code)
