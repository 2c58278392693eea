"""Nynorsk and English are whole: every text, every page, every mark of another language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html
from sites import FICTIONAL, ROOT, TODAY

from catalog import assets, emit, stamp
from catalog import compile as compiler
from catalog.language import Language, Marked, languages, led
from catalog.pages import Options
from catalog.views.context import Context

NYNORSK, ENGLISH = languages()[1:]
PACKAGE = ROOT / "catalog"
CALL = re.compile(r"""(?:\b_|language)\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+|'[^']*')\s*\)""")


def said_in_code() -> set[str]:
    """Every text that a template, a view or a script asks a translation of."""
    found = set()
    for path in (*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")):
        for match in CALL.finditer(path.read_text("utf-8")):
            literal = match[1].strip()
            parts = re.findall(r'"((?:[^"\\]|\\.)*)"', literal)
            found.add("".join(parts) if literal[0] == '"' else literal[1:-1])
    for path in (PACKAGE / "theme" / "js").rglob("*.js"):
        if "vendor" not in path.parts:
            texts = assets.SAID.finditer(path.read_text("utf-8"))
            found.update(json.loads(match[2]) for match in texts)
    return found - {"…", "text"}


class Asked(dict[str, str]):
    """A catalogue that remembers what it was asked and did not have."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__(words)
        self.missing: set[str] = set()

    def get(self, key, default=None):
        if key not in self:
            self.missing.add(key)
        return super().get(key, default)


@pytest.mark.parametrize("language", [NYNORSK, ENGLISH], ids=lambda each: each.code)
def test_every_text_in_the_code_has_a_translation(language):
    assert sorted(said_in_code() - language.words.keys()) == []


@pytest.mark.parametrize("root", [FICTIONAL, ROOT], ids=["fictional", "shipped"])
def test_every_text_that_a_page_asks_for_has_a_translation(root):
    checked = compiler.check(stamp.read(root), TODAY if root == FICTIONAL else "2026-11-24")
    words = Asked(dict(NYNORSK.words))
    language = Language("nn", "nn/", "Nynorsk", words)
    ctx = Context(checked.library, TODAY, language, "f")
    site = emit.site([ctx], assets.load(), Options("x"), lambda *_: "")
    for page in site.pages.values():
        if page.kind != "hms" and (page.kind != "product" or root == FICTIONAL):
            site.render(emit.output_path(page.address))
    for makes in (site.together, site.files):
        for make in makes.values():
            make()
    assert sorted(words.missing) == []


@pytest.mark.parametrize("language", [NYNORSK, ENGLISH], ids=lambda each: each.code)
def test_translations_keep_what_is_filled_in_and_the_space_around(language):
    for text, own in language.words.items():
        assert own, text
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", own)), text
        assert (text[0].isspace(), text[-1].isspace()) == (own[0].isspace(), own[-1].isspace())


def test_both_languages_have_the_same_texts_and_each_is_used():
    assert NYNORSK.words.keys() == ENGLISH.words.keys()
    files = (*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.js"))
    code = " ".join(p.read_text("utf-8") for p in files)
    code += (ROOT / "mkdocs.yml").read_text("utf-8")
    code += " ".join(p.read_text("utf-8") for p in (ROOT / "vocabulary").glob("*.yaml"))
    bare = re.sub(r"\s+", " ", re.sub(r'"\s*\n\s*f?"', "", code))
    assert [t for t in NYNORSK.words if re.sub(r"\s+", " ", t) not in bare] == []


def test_nynorsk_holds_no_word_that_only_bokmal_has():
    bokmal = re.compile(
        r"\b(ikke|hva|hvor|hvem|fra|noe|noen|eller ikke|uten|kilde\w*|søke|begrunn\w*|gjelder|utløpt"
        r"|vanlig\w*|hjelpemidler|tilbehør|siden|tilskudd|egenandel|lavere|leverandører|varianter"
        r"|produkter|avtaler|poster|endringer|rettigheter)\b",
        re.IGNORECASE,
    )
    found = {own: bokmal.findall(own) for own in NYNORSK.words.values() if bokmal.search(own)}
    assert found == {}


@pytest.mark.parametrize(
    "name", ["entrances", "findings", "guide", "paths", "properties", "rates", "situations"]
)
def test_the_vocabulary_readers_see_is_in_three_languages(name):
    text = (ROOT / "vocabulary" / f"{name}.yaml").read_text("utf-8")
    bokmal = re.findall(r"\{nb: .*?\}", text)
    assert bokmal
    assert [t for t in bokmal if ", nn: " not in t or ", en: " not in t] == []


def test_dates_numbers_and_measures_follow_the_language():
    assert [each.day("2025-09-01") for each in languages()] == [
        "1. september 2025",
        "1. september 2025",
        "1 September 2025",
    ]
    assert [each.measure((10.5, 1200), "cm") for each in languages()] == [
        "10,5–1\xa0200 cm",
        "10,5–1\xa0200 cm",
        "10.5–1,200 cm",
    ]


def test_text_of_another_language_is_marked_and_escaped():
    marked = led("Lot 1: ", ENGLISH.foreign("Krakk <lav> & «bred»"))
    assert marked == "Lot 1: Krakk <lav> & «bred»"
    assert isinstance(marked, Marked)
    assert marked.html == 'Lot 1: <span lang="nb">Krakk &lt;lav&gt; &amp; «bred»</span>'
    assert languages()[0].foreign("Krakk") == "Krakk"


def trees(site: Path):
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), html.fromstring(path.read_bytes())


def test_every_page_is_in_three_languages_and_names_the_others(fictional_site):
    found = dict(trees(fictional_site))
    plain = {p for p in found if not p.startswith(("nn/", "en/")) and p != "404.html"}
    assert {f"{prefix}{p}" for p in plain for prefix in ("", "nn/", "en/")} == found.keys() - {
        "404.html"
    }
    for path, tree in found.items():
        if path == "404.html" or "hms/" in path:
            continue
        own = path.removeprefix("nn/").removeprefix("en/").removesuffix("index.html")
        base = "https://prove.example/"
        assert {
            (a.get("hreflang"), a.get("href")) for a in tree.xpath("//link[@rel='alternate']")
        } >= {("nb", base + own), ("nn", f"{base}nn/{own}"), ("en", f"{base}en/{own}")}, path
        switch = tree.xpath("//nav[contains(@class,'languages')]//a")
        here = (fictional_site / path).parent
        assert [
            (here / a.get("href")).resolve().relative_to(fictional_site.resolve()).as_posix()
            for a in switch
        ] == [str(Path(prefix) / own) for prefix in ("", "nn", "en")], path
        current = tree.xpath("//nav[contains(@class,'languages')]//a[@aria-current]/@lang")
        assert current == [tree.get("lang")], path


def test_norwegian_names_are_marked_on_english_pages(fictional_site):
    tree = html.fromstring((fictional_site / "en/avtale/dusj-2025/post/1/index.html").read_bytes())
    marked = tree.xpath("//h1//span[@lang='nb']/text()")
    assert marked == ["Dusjstoler med faste hjul"]
    assert tree.xpath("//title/text()")[0].startswith("Lot 1: Dusjstoler med faste hjul – ")
    product = html.fromstring((fictional_site / "en/produkt/bolge/index.html").read_bytes())
    assert "Ranking 1 – consider first" in product.text_content()
    assert set(product.xpath("//p[@class='place-post']/a/span/@lang")) == {"nb"}


def test_a_page_nobody_has_translated_says_so(fictional_site):
    tree = html.fromstring((fictional_site / "en/drift/index.html").read_bytes())
    assert tree.get("lang") == "en"
    article = tree.xpath("//main/article")[0]
    assert article.get("lang") == "nb"
    assert article.xpath("string(p[@lang='en'])") == (
        "This page exists only in Norwegian (bokmål)."
    )
