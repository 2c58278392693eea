"""Style sheets and browser scripts under names that carry their content's hash.

Scripts are bundled once for each language: `say("…"` and `_("…")` hold bokmål in the source and
the page's own language in the bundle, so that no reader loads a table of texts.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from rjsmin import jsmin

from catalog.language import Language, languages
from catalog.search import analysis

THEME = Path(__file__).parent / "theme"

STYLES = ("tokens", "base", "parts", "pages", "search", "compare", "print")
SCRIPTS = {
    "copy": ("copy",),
    "rights": ("rights",),
    "missing": ("missing",),
    "lunr": ("vendor/lunr/lunr.min",),
    "search": ("katalog", "search/analysis", "search/query", "search/results", "search/page"),
    "guess": ("search/guess",),
    "suggest": ("search/suggest",),
    "take": ("search/take",),
    "filters": ("fit", "search/filters", "search/panel"),
    "pick": ("pick",),
    "keep": ("keep",),
    "report": ("katalog", "share", "report"),
    "paper": ("katalog", "share", "paper"),
    "compare": ("katalog", "facts", "share", "compare/items", "compare/rows", "compare/page"),
    "post": ("katalog", "facts", "fit", "share", "compare/reason", "compare/post"),
    "qr": ("vendor/qrcode/qrcode",),
}
"""Script → the files it is made of, in order."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file under `assets/`, and its content."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Assets:
    """Every asset by its plain name: `katalog.css`, `nn/copy.js`, `icon.svg`."""

    by_name: dict[str, Asset]

    def url(self, name: str, language: Language) -> str:
        """The path of the asset, from the root of the site."""
        own = self.by_name.get(language.prefix + name)
        return (own or self.by_name[name]).path


def load(theme: Path = THEME) -> Assets:
    """Read and name every asset of the theme."""
    css = "".join((theme / "css" / f"{name}.css").read_text("utf-8") for name in STYLES)
    found = {"katalog.css": _asset("katalog.css", _squeeze(css).encode())}
    for name, sources in SCRIPTS.items():
        text = "".join((theme / "js" / f"{source}.js").read_text("utf-8") for source in sources)
        head = search_tables() if name == "search" else ""
        for language in languages() if SAID.search(text) else languages()[:1]:
            script = f"{head}{_smaller(spoken(language, text))}\n"
            found[f"{language.prefix}{name}.js"] = _asset(f"{name}.js", script.encode())
    found["icon.svg"] = _asset("icon.svg", (theme / "icon.svg").read_bytes())
    return Assets(found)


SAID = re.compile(r"\b(say\(|_\()(\"(?:[^\"\\]|\\.)*\")(\)?)")


def spoken(language: Language, script: str) -> str:
    """`script` with its texts in `language`."""

    def own(match: re.Match[str]) -> str:
        text = json.dumps(language(json.loads(match[2])), ensure_ascii=False)
        return text if match[1] == "_(" else f"{match[1]}{text}{match[3]}"

    return SAID.sub(own, script)


def _asset(name: str, content: bytes) -> Asset:
    stem, suffix = name.rsplit(".", 1)
    digest = hashlib.blake2b(content, digest_size=6).hexdigest()
    return Asset(f"assets/{stem}-{digest}.{suffix}", content)


def search_tables() -> str:
    """The analysis's tables as a script: they stand once, in `search.analysis`."""
    tables = json.dumps(analysis.tables(), ensure_ascii=False, separators=(",", ":"))
    return f"(globalThis.katalog??={{}}).tables={tables};\n"


def worker() -> bytes:
    """The service worker. It must lie at the root, under a name that never changes."""
    return f"{_smaller((THEME / 'js' / 'sw.js').read_text('utf-8'))}\n".encode()


def _smaller(script: str) -> str:
    return str(jsmin(script, keep_bang_comments=True))


def _squeeze(css: str) -> str:
    """Comments and needless white space out; strings in our sheets hold neither."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,>])\s*", r"\1", css).replace(";}", "}").strip() + "\n"
