"""How readable the pages for citizens are: LIX with all words, and without the field's own words.

`python scripts/plain_language.py SITE`: one line a page, the hardest first, with the phrases on it
that no page should have.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from lxml import html

PAGES = ("situasjon/*", "rettigheter", "rettigheter/*", "veiviser/**", "satser", "handelsvare")
DOMAIN = re.compile(
    r"hjelpemid|rullestol|kommune|rammeavtale|rangering|delkontrakt|ergoterapeut|terapeut|søknad"
    r"|handelsvare|behandling|aktivitet|oppreising|egenandel|tilskudd|personløfter|vurder|tilpas"
    r"|hjelpemiddelsentral|merverdiavgift|trygde|klageinstans|arbeidsgiver|institusjon|opplysning"
    r"|funksjon|telefon|utprøving|begrunn"
)
"""Stems of words the field cannot do without; they are explained in the glossary."""
LONG = 6


FORBIDDEN = re.compile(
    r"\b(har (?:krav|rett) på|har rett til|garantert|får alltid|best i test|beste valg|uavhentet"
    r"|i henhold til|vedrørende|foreligger|herunder|respektive|samt|iht|mht|evt|jfr|m\.h\.t)\b"
    r"|#1|nr\.? ?1 på lista",
    re.IGNORECASE,
)
"""What no page says: promises, rank as a prize, office words and unexplained short forms."""


def forbidden(text: str) -> list[str]:
    """The forbidden phrases in `text`."""
    return [m[0] for m in FORBIDDEN.finditer(text)]


@dataclass(frozen=True, slots=True)
class Lix:
    """Words a sentence plus the share of long words: with all words, and without the field's."""

    all: float
    plain: float


def lix(text: str) -> Lix:
    """LIX of `text`; a line, a cell and a list item end a sentence."""
    words = re.findall(r"[A-Za-zÆØÅæøåéü]+", text)
    sentences = [s for s in re.split(r"[.!?:;]\s|\n", text) if re.search(r"\w", s)]
    if not words or not sentences:
        return Lix(0, 0)
    length = len(words) / len(sentences)
    long = [w for w in words if len(w) > LONG]
    hard = [w for w in long if not DOMAIN.search(w.lower())]
    return Lix(length + 100 * len(long) / len(words), length + 100 * len(hard) / len(words))


def page_text(path: Path) -> str:
    """What a page says in its main part, source lines left out; a block a line."""
    [main] = html.fromstring(path.read_text("utf-8")).xpath("//main")
    for node in main.xpath(".//*[contains(@class,'source') or self::nav or self::svg]"):
        node.drop_tree()
    blocks = main.xpath(".//p | .//li | .//h1 | .//h2 | .//h3 | .//td | .//th | .//dt | .//dd")
    inner = [b for b in blocks if not b.xpath(".//p | .//li | .//td | .//th | .//dt | .//dd")]
    return "\n".join(" ".join(b.text_content().split()) for b in inner)


def pages(site: Path) -> list[tuple[str, Lix]]:
    """Every page for citizens with its figures, the hardest first."""
    found = {f for pattern in PAGES for f in site.glob(f"{pattern}/index.html")}
    rows = [(f.parent.relative_to(site).as_posix(), lix(page_text(f))) for f in found]
    return sorted(rows, key=lambda r: -r[1].plain)


if __name__ == "__main__":
    site = Path(sys.argv[1])
    for name, found in pages(site):
        said = forbidden(page_text(site / name / "index.html"))
        print(f"{found.plain:5.1f} {found.all:5.1f} {name}{'  ' + ', '.join(said) if said else ''}")
