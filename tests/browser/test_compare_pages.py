"""Comparison, ladder and reason: what differs, said three ways, and the therapist's task by keyboard."""

from __future__ import annotations

import re
from dataclasses import replace
from gzip import compress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect
from test_pages import violations

from catalog.assets import THEME, spoken
from catalog.language import BOKMAL
from catalog.loading import load
from catalog.views.comparison import part_of, vocabulary
from catalog.views.context import Context
from catalog.views.difference import differences

pytestmark = pytest.mark.browser

THREE = [
    ("Setebredde", "45–50,5 cm", "46 cm"),
    ("Brukervekt maks", "130 kg", "160 kg"),
    ("Sammenleggbar", "Ja", "Nei"),
]
"""What differs between Bølge (rank 1) and Fjord (rank 2). Only Fjord's colour is known."""

DRAFT = """POST DUSJ P1 R2

1 Behov
[Skriv hva personen skal klare, hvor, og hva som hindrer. Beskriv funksjon, ikke diagnose.]
Krav som avgjør: brukervekt maks minst 140 kg.

2 Egenskap
Fjord dusjstol (Solbakken <Rehab> & "Sønner", HMS 000201):
- Brukervekt maks: 160 kg (krav: brukervekt maks minst 140 kg)
Forskjeller fra rangering 1, Bølge dusjstol:
- Setebredde: 46 cm (rangering 1: 45–50,5 cm)
- Sammenleggbar: Nei (rangering 1: Ja)

3 Utprøving
[Skriv hva som er prøvd, hvor, når og med hvilket resultat.]

4 Hvorfor dette produktet er nødvendig og hensiktsmessig
[Skriv den faglige vurderingen.]

5 Hva rangering 1 mangler i dette tilfellet (valgfritt)
Bølge dusjstol (Nordvik Hjelpemidler AS, HMS 000101, 000102) dekker ikke kravet:
- Brukervekt maks: 130 kg (krav: brukervekt maks minst 140 kg)

Kilder: Oppdiktet avtaleregister, 1. februar 2025.
Utkast fra opplysninger per 1. juni 2026. En fagperson må vurdere og endre teksten. \
Ta ikke med sensitive opplysninger."""


def compared(page, url, query):
    page.goto(f"{url}sammenlign/{query}")
    expect(page.locator("#status")).not_to_be_empty()
    page.wait_for_function("document.getElementById('adresse').textContent !== ''")
    return page


def rows(page) -> dict[str, list[str]]:
    found = {}
    for row in page.locator("table.compare tbody tr:not(.section)").all():
        label = re.sub(r" \(ulikt\)$", "", row.locator("th").inner_text().split("\n")[0]).strip()
        found[label] = [c.inner_text() for c in row.locator("td").all()]
    return found


def test_the_ladder_names_exactly_the_three_facts(page, fictional_url):
    page.goto(f"{fictional_url}produkt/fjord/")
    above = page.locator(".neighbours > li").filter(has_text="Bølge dusjstol")
    assert above.locator(".differences li").all_inner_texts() == [
        f"{label}: {first}, dette produktet {second}" for label, first, second in THREE
    ]


def test_the_difference_view_names_exactly_the_three_facts(page, fictional_url):
    compared(page, fictional_url, "?p=bolge,fjord&vis=forskjeller")
    facts = {label for label, *_ in THREE}
    assert set(rows(page)) & (facts | {"Farge"}) == facts
    differing = page.locator("tr:has(td.differs) > th").all_inner_texts()
    assert {n.split("\n")[0].split(" (")[0].strip() for n in differing} >= facts
    for label, first, second in THREE:
        cells = [re.sub(r"\s*\((høyest|lavest)\)", "", c) for c in rows(page)[label]]
        assert cells == [first, second]


def test_the_draft_names_exactly_the_three_facts(page, fictional_url):
    page.goto(f"{fictional_url}avtale/dusj-2025/post/1/")
    page.get_by_label("Brukervekt maks (kg), minst").fill("140")
    page.get_by_role("button", name="Lag utkast til begrunnelse for Fjord").click()
    expect(page.get_by_role("textbox", name="Begrunnelse")).to_have_value(DRAFT)


def test_the_draft_in_nynorsk(page, fictional_url):
    page.goto(f"{fictional_url}avtale/dusj-2025/post/1/")
    page.get_by_label("Brukervekt maks (kg), minst").fill("140")
    page.get_by_role("button", name="Lag utkast til begrunnelse for Fjord").click()
    page.get_by_label("Målform").select_option("nn")
    box = page.get_by_role("textbox", name="Begrunnelse")
    expect(box).to_have_value(re.compile("Setebreidd"))
    text = box.input_value()
    assert "- Setebreidd: 46 cm (rangering 1: 45–50,5 cm)" in text
    assert "2 Eigenskap" in text
    assert "Egenskap\n" not in text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Skriv først minst ett krav"),
        ({"Brukervekt maks (kg), minst": "120"}, "Rangering 1, Bølge dusjstol, oppfyller alle"),
        ({"Brukervekt maks (kg), minst": "200"}, "Fjord dusjstol dekker ikke kravene"),
    ],
)
def test_no_draft_without_a_ground(fields, said, page, fictional_url):
    page.goto(f"{fictional_url}avtale/dusj-2025/post/1/")
    for label, value in fields.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Lag utkast til begrunnelse for Fjord").click()
    expect(page.locator("#utkast-nei")).to_contain_text(said)
    assert page.locator("#utkast-ja").is_hidden()


def test_an_expired_post_offers_no_draft(page, fictional_url):
    page.goto(f"{fictional_url}avtale/dusj-2020/post/1/")
    expect(page.locator("#krav-del")).to_be_visible()
    assert page.get_by_role("button", name=re.compile("Lag utkast")).count() == 0


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (
            "140",
            [
                "Passer ikke: Brukervekt maks 130 kg, kravet er minst 140 kg",
                "Passer: Brukervekt maks 160 kg",
            ],
        ),
        ("130", ["Passer: Brukervekt maks 130 kg", "Passer: Brukervekt maks 160 kg"]),
    ],
)
def test_fit_names_the_deciding_measure(text, verdict, page, fictional_url):
    page.goto(f"{fictional_url}avtale/dusj-2025/post/1/")
    page.get_by_label("Brukervekt maks (kg), minst").fill(text)
    assert page.locator(".fit").all_inner_texts()[:2] == verdict
    assert (
        page.locator(".fit").all_inner_texts()[-1] == "Mål mangler: Brukervekt maks er ikke oppgitt"
    )


@pytest.mark.parametrize("text", ["mange", "40-", "-5", "<b>", "9" * 40, "50-40"])
def test_what_is_no_measure_is_said_and_left_out(text, page, fictional_url):
    page.goto(f"{fictional_url}avtale/dusj-2025/post/1/")
    page.get_by_label("Setebredde (cm)").fill(text)
    expect(page.locator("#krav-feil")).to_contain_text("Skriv et tall")
    expect(page.locator("#krav-svar")).to_have_text("Ingen krav er skrevet.")


def test_the_whole_task_by_keyboard(page, browser, fictional_url):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script("window.print = () => { window.printed = (window.printed ?? 0) + 1; }")
    page.goto(f"{fictional_url}avtale/dusj-2025/post/1/")
    page.wait_for_load_state("networkidle")
    requests: list[str] = []
    page.on("request", lambda r: requests.append(r.url))

    def tab_to(name: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if name in page.evaluate(
                "(document.activeElement.labels?.[0]?.textContent ?? '') + ' ' +"
                " (document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent)"
            ):
                box = page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
                assert 0 <= box["top"] < 720
                return
        raise AssertionError(name)

    tab_to("Brukervekt maks (kg), minst")
    page.keyboard.type("140")
    tab_to("Lag utkast til begrunnelse for Fjord")
    page.keyboard.press("Enter")
    expect(page.locator("#utkast-tittel")).to_be_focused()
    tab_to("Kopier teksten")
    page.keyboard.press("Enter")
    expect(page.locator("#utkast-kopier")).to_have_text("Kopiert")
    assert page.evaluate("navigator.clipboard.readText()").startswith("POST DUSJ P1 R2")
    tab_to("Skriv ut")
    page.keyboard.press("Enter")
    assert page.evaluate("window.printed") == 1
    assert requests == []
    assert page.url == f"{fictional_url}avtale/dusj-2025/post/1/"
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0

    fresh = browser.new_context().new_page()
    compared(fresh, fictional_url, "?p=bolge,fjord")
    expect(fresh.locator("#status")).to_have_text("2 side om side")
    fresh.context.close()


def test_the_address_is_the_state(page, fictional_url):
    compared(page, fictional_url, "?hms=000101,000201")
    expect(page.locator("#status")).to_have_text("2 side om side")
    page.get_by_label("Legg til HMS-numre").fill("Her: 301 og 000301")
    page.get_by_role("button", name="Legg til", exact=True).click()
    expect(page.locator("#status")).to_have_text("3 side om side")
    assert "hms=000101,000201,000301" in page.url
    page.go_back()
    expect(page.locator("#status")).to_have_text("2 side om side")
    page.get_by_role("button", name="Fjern Bølge dusjstol sb45").click()
    expect(page.locator("#status")).to_contain_text("Ett produkt")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?hms=999999,000101", "HMS-nummer 999999 finnes ikke i katalogen"),
        ("?p=bolge,bolge", "bolge sto to ganger i adressen"),
        ("?p=bolge,fjord,foss,odde,vidde,aegir", "Disse er ikke med"),
        ("?p=bolge,vidde", "ulike kategorier"),
        ("?p=bolge,odde", "Odde dusjstol har ingen registrerte mål"),
        ("?hms=000202,000101", "HMS-nummer 000202 utgikk 1. november 2025"),
        ("?p=%3Cscript%3Ealert(1)%3C%2Fscript%3E,fjord", "finnes ikke i katalogen"),
        ("?p=..%2F..%2Fbolge,fjord", "finnes ikke i katalogen"),
        ("?hms=1&vis=hva&v=x", "finnes ikke i katalogen"),
    ],
)
def test_a_strange_address_is_explained(query, said, page, fictional_url):
    compared(page, fictional_url, query)
    expect(page.locator("#merknader")).to_contain_text(said)


def test_a_discontinued_number_offers_its_successor(page, fictional_url):
    compared(page, fictional_url, "?hms=000202,000101")
    page.get_by_role("link", name="Legg til etterfølgeren 000201").click()
    expect(page.locator("#status")).to_have_text("3 side om side")


def test_an_old_link_says_what_changed(page, fictional_url):
    compared(page, fictional_url, "?p=bolge,fjord")
    page.wait_for_url(re.compile("v=2026-06-01"))
    date, first, second = re.search(r"v=([0-9-]+)\.(\w+)\.(\w+)", page.url).groups()
    older = f"?p=bolge,fjord&v=2026-01-15.{first[:6]}000{first[9:]}.{second}"
    compared(page, fictional_url, older)
    expect(page.locator("#merknader")).to_have_text(
        "Endret siden lenken ble laget 15. januar 2026: Bølge dusjstol: mål og egenskaper."
    )
    compared(page, fictional_url, f"?p=bolge,fjord&v={date}.{first}.{second}")
    assert page.locator("#merknader").is_hidden()


def test_ranges_and_decimals_and_what_is_not_known(page, fictional_url):
    compared(page, fictional_url, "?p=bolge,foss&vis=alle")
    found = rows(page)
    assert found["Setebredde"] == ["45–50,5 cm", "ikke oppgitt"]
    assert found["Brukervekt maks"] == ["130 kg", "ikke oppgitt"]
    compared(page, fictional_url, "?p=bolge,foss&vis=forskjeller")
    assert "Setebredde" not in rows(page)
    expect(page.locator("#resultat")).to_contain_text("er ikke oppgitt for alle")


def test_variants_of_one_product_side_by_side(page, fictional_url):
    page.goto(f"{fictional_url}produkt/bolge/")
    page.get_by_role("link", name="Sammenlign variantene").click()
    expect(page.locator("#status")).to_have_text("2 side om side")
    assert rows(page)["Setebredde"] == ["45 cm", "48–50,5 cm"]


def test_chosen_in_a_list_and_shown_as_a_shortlist(page, fictional_url):
    page.goto(f"{fictional_url}kategori/0933/")
    for name in ("Bølge dusjstol", "Fjord dusjstol"):
        page.get_by_role("button", name=f"Sammenlign {name}").click()
    expect(page.get_by_text("2 valgt", exact=True)).to_be_visible()
    page.get_by_role("link", name="Se som liste").click()
    expect(page.locator("#status")).to_have_text("2 på lista")
    for card in page.locator("#resultat .card").all():
        expect(card.locator(".source")).to_contain_text("Oppdiktet avtaleregister, ")
    page.get_by_label("Navn på lista").fill("Til badet")
    expect(page.get_by_role("heading", level=1)).to_have_text("Til badet")
    assert page.url.endswith("#Til%20badet")
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("link", name="Sammenlign de første").click()
    expect(page.locator("#status")).to_have_text("2 side om side")


def test_the_trial_sheet(page, fictional_url):
    compared(page, fictional_url, "?p=bolge,fjord&vis=utproving")
    sheet = page.locator(".sheet")
    for words in ("Oppbevaring", "Forflytning", "Lading", "Hvem hjelper", "Feste"):
        expect(sheet).to_contain_text(words)
    page.emulate_media(media="print")
    assert page.locator("#legg-til").is_hidden()
    assert sheet.is_visible()


def test_a_product_is_opened_and_removed_on_a_narrow_screen(page, fictional_url):
    page.set_viewport_size({"width": 320, "height": 640})
    compared(page, fictional_url, "?p=bolge,fjord")
    expect(page.get_by_role("link", name="Fjord dusjstol")).to_be_visible()
    page.get_by_role("button", name="Fjern Bølge dusjstol").click()
    expect(page.locator("#status")).to_contain_text("Ett produkt")


def test_a_qr_code_is_drawn_here(page, fictional_url):
    compared(page, fictional_url, "?p=bolge,fjord")
    page.get_by_role("button", name="Vis QR-kode").click()
    expect(page.get_by_role("img", name=re.compile("QR-kode"))).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(
    "url",
    [
        "sammenlign/?p=bolge,fjord&vis=alle",
        "sammenlign/?p=bolge,fjord&vis=utproving",
        "sammenlign/",
        "liste/?p=bolge,fjord",
    ],
)
def test_axe_finds_nothing_and_nothing_overflows(url, width, scheme, page, fictional_url):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(fictional_url + url)
    expect(page.locator("#status")).not_to_be_empty()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_on_a_desk_in_use(page, fictional_url):
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{fictional_url}avtale/dusj-2025/post/1/")
        page.get_by_label("Brukervekt maks (kg), minst").fill("140")
        page.get_by_role("button", name="Lag utkast til begrunnelse for Fjord").click()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


FIVE = (
    "sykkel-3hjul-acky-e-7gir-frinav-skivebrems-hjelpemotor-bafan",
    "sykkel-3hjul-momo-motion-7gir-frinav-hjelpemotor-hein-315019",
    "sykkel-3hjul-city-l-g8-frinav-skivebrems-hjelpemotor-250w43v",
    "jay-j2-cushion",
    "3-18-momo-motion",
)


def test_five_real_products_weigh_little(page, real_url, real_site):
    compared(page, real_url, f"?p={','.join(FIVE)}")
    expect(page.locator("#status")).to_have_text("5 side om side")
    names = page.evaluate(
        "performance.getEntriesByType('resource').map((e) => e.name).filter((n) => n.includes('jamfor-'))"
    )
    assert sum((real_site / n.split(real_url)[1]).stat().st_size for n in names) <= 150_000
    assert (
        sum(len(compress((real_site / n.split(real_url)[1]).read_bytes())) for n in names) <= 60_000
    )


values = st.one_of(
    st.integers(1, 400),
    st.decimals("0.5", "99.9", places=1).map(float),
    st.tuples(st.integers(1, 50), st.integers(51, 2000)),
)
variant = st.fixed_dictionaries(
    {},
    optional={
        "seat_width": st.integers(15, 45) | st.tuples(st.integers(15, 40), st.integers(41, 90)),
        "user_weight_max": st.decimals("10", "500", places=2).map(float),
        "foldable": st.booleans(),
        "colour": st.sampled_from(["blå", "rød", "Ægir", "a, b"]),
    },
)


def test_python_and_javascript_name_the_same_differences(page, fictional_files):
    library, report = load(fictional_files)
    assert not report.errors
    ctx = Context(library, "2026-06-01", BOKMAL, "x")
    base = library.products["bolge"].variants[0]
    page.goto("about:blank")
    page.add_script_tag(content=spoken(BOKMAL, (THEME / "js/facts.js").read_text()))
    known = vocabulary(ctx, tuple(library.properties.values()))

    @settings(max_examples=150, deadline=None)
    @given(st.lists(variant, min_size=1, max_size=3), st.lists(variant, min_size=1, max_size=3))
    def alike(first, second):
        made = [[replace(base, properties=v) for v in side] for side in (first, second)]
        ours = [(d.id, d.this, d.other) for d in differences(ctx, *made)]
        theirs = page.evaluate(
            "([known, a, b]) => { const f = katalog.facts, v = f.vocabulary(known);"
            " return f.differences(v, a, b).map((d) => [d.property.id, d.a, d.b]); }",
            [known, first, second],
        )
        assert sorted(ours) == sorted(tuple(t) for t in theirs)

    alike()


def test_python_and_javascript_find_the_same_part(page, fictional_url):
    ids = ["bolge", "a", "3-18-momo-motion", "x" * 80, *FIVE]
    page.goto(f"{fictional_url}sammenlign/")
    made = page.evaluate(
        """async (ids) => {
          const out = [];
          katalog.script = (url) => { out.push(url); return Promise.reject(new Error(url)); };
          for (const key of ids) await katalog.items.look({ type: "p", key, valid: true }, 9973).catch(() => {});
          return out;
        }""",
        ids,
    )
    assert [re.search(r"d(\d+)\.js", m)[1] for m in made] == [str(part_of(i, 9973)) for i in ids]
