"""Card images for sharing: `cards.py SITE [PAGE…]` writes `kort.png` beside product and post pages.

Name, post, rank and status in words on a plain ground; no product photos, nobody's logo.
"""

from __future__ import annotations

import html
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
PAPER, INK, SOFT, ACCENT = "#f6f5ef", "#10242a", "#4a5b5f", "#0c4a52"
FONT = "DejaVuSans.ttf"
"""From Debian's fonts-dejavu-core; Pillow's own has no æ, ø and å."""
_TEXT = re.compile(r"<[^>]+>")


def main() -> None:
    """Draw the card of each page."""
    site = Path(sys.argv[1])
    chosen = [site / p / "index.html" for p in sys.argv[2:]]
    count = 0
    for page in chosen or (
        *site.glob("produkt/*/index.html"),
        *site.glob("avtale/*/post/*/index.html"),
    ):
        draw(*words(page.read_text("utf-8"))).save(page.with_name("kort.png"), optimize=True)
        count += 1
    print(f"{count} kort")


def words(text: str) -> tuple[str, str, list[str]]:
    """(kicker, name, lines of rank or status) as the page says them."""
    kicker = _first(text, r'<p class="kicker">(.*?)</p>')
    name = _first(text, r"<h1>(.*?)</h1>")
    if "page-post" in text:
        first = _first(text, r'<li class="rung.*?</svg>\s*<span>(.*?)</span>')
        product = _first(text, r'<p class="rung-name">(.*?)</p>')
        meta = _first(text, r'<p class="meta">(.*?)</p>')
        return kicker, name, [meta, f"{first}: {product}" if first else ""]
    return kicker, name, list(_places(text))


def _places(text: str) -> Iterator[str]:
    yield _first(text, r'<h2 id="avtale">(.*?)</h2>')
    for part in re.findall(r'<li class="place.*?</li>', text, re.DOTALL)[:2]:
        rank = _first(part, r'<span class="rank.*?</svg>\s*<span>(.*?)</span>')
        agreement = _first(part, r"place-agreement.><a[^>]*>(.*?)</a>")
        yield f"{agreement}, {_first(part, r'place-post.>(.*?)</p>')}: {rank}"
    yield f"Vanlig handelsvare? {_first(text, r'<h2 id=.handelsvare.>(.*?)</h2>')}"


def _first(text: str, pattern: str) -> str:
    found = re.search(pattern, text, re.DOTALL)
    return " ".join(html.unescape(_TEXT.sub("", found[1])).split()) if found else ""


def draw(kicker: str, name: str, lines: list[str]) -> Image.Image:
    """One card."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 24, SIZE[1]), fill=ACCENT)
    fonts = {size: ImageFont.truetype(FONT, size) for size in (28, 32, 54)}
    top = 60
    pen.text((80, top), _cut(kicker, 70), SOFT, fonts[28])
    top += 60
    for line in textwrap.wrap(name, 36)[:3]:
        pen.text((80, top), line, INK, fonts[54])
        top += 74
    top += 24
    for line in lines:
        for part in textwrap.wrap(line, 64)[:2]:
            if top < 530:
                pen.text((80, top), part, INK, fonts[32])
                top += 46
    pen.text((80, 565), "Åpen hjelpemiddelkatalog – ikke en tjeneste fra Nav", SOFT, fonts[28])
    return image.quantize(32)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


if __name__ == "__main__":
    main()
