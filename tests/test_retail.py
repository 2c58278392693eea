"""Retail status: the ordered rules, 60 cases of the domain, rates on four days, the guide."""

from __future__ import annotations

from pathlib import Path

import pytest
from plain_language import forbidden, lix, page_text, pages

from catalog import compile as compiler
from catalog import retail, rights, stamp
from catalog.language import BOKMAL
from catalog.library import Library
from catalog.retail import Facts, decide
from catalog.views import retail as views
from catalog.views.context import Context

ROOT = Path(__file__).parent.parent
TODAY = "2026-11-22"

RULES = {
    "R00": (Facts(explicit="retail", active_post=True), "retail"),
    "R01": (Facts(short_need=True, institution=True), "other_responsibility"),
    "R02": (Facts(institution=True, purpose="treatment"), "conditional"),
    "R03": (Facts(purpose="treatment", former_since="2010"), "treatment_aid"),
    "R04": (Facts(former_since="2010", purpose="gaming"), "former_aid"),
    "R05": (Facts(purpose="gaming", under_26=True, made_for_impairment=True), "special_aid"),
    "R06": (Facts(purpose="training", under_26=False), "training_excluded"),
    "R07": (Facts(purpose="activity", made_for_impairment=False), "retail"),
    "R08": (Facts(at_work=True, sold_to_all=True, common_at_work=True), "other_responsibility"),
    "R09": (Facts(low_price=True, sold_to_all=True), "small_aid_grant"),
    "R10": (Facts(sold_to_all=True, active_post=True, low_price=True), "retail_but_aid"),
    "R11": (Facts(active_post=True, made_for_impairment=True), "special_aid"),
    "R12": (Facts(made_for_impairment=False, common=True), "retail"),
    "R13": (Facts(made_for_impairment=True, sold_to_all=True), "retail_but_aid"),
    "R14": (Facts(made_for_impairment=True), "special_aid"),
    "R15": (Facts(), "not_assessed"),
}

FINDINGS = {
    "oppreisingsstol": ("retail_but_aid", "vestland-2025"),
    "lenestol": ("retail", "vestland-2025"),
    "mobil-og-nettbrett": ("retail", "nav-rogaland-kalender"),
    "kognitiv-enhet": ("conditional", "nav-apper"),
    "app-pa-avtale": ("special_aid", "nav-apper"),
    "app-utenfor-avtale": ("small_aid_grant", "nav-apper"),
    "pc-lese-skrive": ("small_aid_grant", "nav-pc"),
    "datautstyr": ("former_aid", "nav-data"),
    "data-tilpasning": ("special_aid", "nav-data"),
    "samtaleforsterker": ("special_aid", "nav-samtale"),
    "komfyrvakt": ("conditional", "nav-varsling"),
    "madrass": ("retail", "nav-senger"),
    "seng-smerte": ("not_an_aid", "nav-brev-2026"),
    "kuledyne": ("not_an_aid", "nav-brev-2026"),
    "vanlig-sykkel": ("retail", "nav-under-26-vestland"),
    "elsykkel": ("retail", "kunnskapsbanken-sykkel"),
    "pulk-og-kjelke": ("retail", "nav-under-26-vestland"),
    "treningssykkel": ("training_excluded", "nav-under-26-vestland"),
    "sportsutstyr": ("retail", "forskrift-865"),
    "spesialsykkel": ("special_aid", "departement-2021"),
    "sitski-og-piggekjelke": ("special_aid", "departement-2021"),
    "sete-i-kajakk": ("adaptation_only", "paraidrett-2022"),
    "innowalk": ("special_aid", "stortinget-2010"),
    "motomed": ("conditional", "vestland-2025"),
    "spillkontroll": ("conditional", "brukerutvalg-2024"),
    "musiker-orepropper": ("not_an_aid", "trygderetten-2009"),
    "rask-drivenhet": ("not_an_aid", "rundskriv-10-7"),
    "selvbalanserende": ("not_an_aid", "handikapnytt-2020"),
    "arbeidsplass": ("conditional", "kunnskapsbanken-arbeid"),
    "modernisering": ("small_aid_grant", "nav-arbeid"),
    "robotstovsuger": ("retail", "vestland-2025"),
    "rengjoring": ("retail", "vestland-2025"),
    "hvitevarer": ("retail", "nav-boligen"),
    "smahjelpemidler": ("small_aid_grant", "vestland-2025"),
    "behandling": ("treatment_aid", "behandling-2016"),
    "kort-behov": ("other_responsibility", "kommune-lager"),
    "rensevaeske-badekar": ("not_an_aid", "tilbehorsliste-2023"),
    "ryggsekk-rullestol": ("not_an_aid", "tilbehorsliste-2023-06"),
    "batteribackup-stol": ("not_an_aid", "tilbehorsliste-2025"),
}

CASES = {
    "rise chair in a shop and in a post": (
        Facts(sold_to_all=True, active_post=True),
        "retail_but_aid",
        "R10",
    ),
    "tablet": (Facts(made_for_impairment=False, common=True), "retail", "R12"),
    "standard computer": (Facts(former_since="2010", common=True), "former_aid", "R04"),
    "ordinary tricycle for play, adaptable": (
        Facts(purpose="activity", made_for_impairment=False, adaptable=True),
        "adaptation_only",
        "R07",
    ),
    "special tricycle under 26": (
        Facts(purpose="activity", made_for_impairment=True, under_26=True),
        "special_aid",
        "R14",
    ),
    "special tricycle over 26": (
        Facts(purpose="activity", made_for_impairment=True, under_26=False),
        "special_aid",
        "R14",
    ),
    "special tricycle in a current post": (
        Facts(purpose="activity", made_for_impairment=True, active_post=True),
        "special_aid",
        "R11",
    ),
    "kayak": (Facts(purpose="activity", made_for_impairment=False), "retail", "R07"),
    "robot vacuum": (Facts(made_for_impairment=False, sold_to_all=True), "retail", "R12"),
    "stove guard, special": (Facts(made_for_impairment=True), "special_aid", "R14"),
    "stove guard, also in shops": (
        Facts(made_for_impairment=True, sold_to_all=True),
        "retail_but_aid",
        "R13",
    ),
    "TENS": (Facts(purpose="treatment"), "treatment_aid", "R03"),
    "TENS for a short time": (
        Facts(purpose="treatment", short_need=True),
        "other_responsibility",
        "R01",
    ),
    "controller under 26": (
        Facts(purpose="gaming", under_26=True, made_for_impairment=True),
        "special_aid",
        "R05",
    ),
    "controller over 26": (Facts(purpose="gaming", under_26=False), "conditional", "R05"),
    "ordinary controller under 26": (
        Facts(purpose="gaming", under_26=True, made_for_impairment=False),
        "conditional",
        "R05",
    ),
    "desk at work, common": (
        Facts(at_work=True, sold_to_all=True, common_at_work=True),
        "other_responsibility",
        "R08",
    ),
    "desk at work, unusual": (
        Facts(at_work=True, sold_to_all=True, common_at_work=False),
        "conditional",
        "R08",
    ),
    "desk at work, not known": (Facts(at_work=True, sold_to_all=True), "conditional", "R08"),
    "exercise bike over 26": (
        Facts(purpose="training", under_26=False),
        "training_excluded",
        "R06",
    ),
    "exercise bike under 26": (Facts(purpose="training", under_26=True), "conditional", "R06"),
    "Motomed": (Facts(purpose="training", made_for_impairment=True), "conditional", "R06"),
    "stocking puller": (Facts(low_price=True), "small_aid_grant", "R09"),
    "stocking puller in a current post": (
        Facts(low_price=True, active_post=True),
        "special_aid",
        "R11",
    ),
    "crutches for six weeks": (Facts(short_need=True), "other_responsibility", "R01"),
    "bed in an institution": (Facts(institution=True, active_post=True), "conditional", "R02"),
    "nothing known": (Facts(), "not_assessed", "R15"),
    "sold to all, nothing else known": (Facts(sold_to_all=True), "not_assessed", "R15"),
    "common, whether special unknown": (Facts(common=True), "not_assessed", "R15"),
    "an editor's decision beats a post": (
        Facts(explicit="not_an_aid", active_post=True),
        "not_an_aid",
        "R00",
    ),
}


@pytest.fixture(scope="module")
def library() -> Library:
    return compiler.check(stamp.read(ROOT), TODAY).library


@pytest.mark.parametrize("code", RULES)
def test_each_rule_and_its_place_in_the_order(code):
    facts, status = RULES[code]
    assert decide(facts)[:2] == (status, code)


@pytest.mark.parametrize("case", CASES)
def test_what_is_known_gives_a_status_and_a_reason(case):
    facts, status, code = CASES[case]
    assert decide(facts)[:2] == (status, code)


@pytest.mark.parametrize("name", FINDINGS)
def test_a_finding_gives_its_status_with_its_source(name, library):
    found = library.findings[name]
    assert (found.status, found.sources[0]) == FINDINGS[name]
    assert decide(Facts(explicit=found.status))[:2] == (found.status, "R00")


def test_every_finding_and_at_least_sixty_cases_are_tried(library):
    assert set(library.findings) == set(FINDINGS)
    assert len(FINDINGS) + len(CASES) >= 60


def test_every_product_has_one_status_with_an_explanation(library):
    found = {p.id: retail.resolve(library, p, TODAY) for p in library.products.values()}
    assert {r.status for r in found.values()} <= set(views.STATUSES)
    assert all(r.code and r.explanation for r in found.values())
    ctx = Context(library, TODAY, BOKMAL, "")
    recount = dict.fromkeys(views.STATUSES, 0)
    for resolution in found.values():
        recount[resolution.status] += 1
    assert [n for _, n in views.counts(ctx)] == list(recount.values())


@pytest.mark.parametrize(
    ("product", "level", "status"),
    [
        ("innowalk", "product", "special_aid"),
        ("motomed-loop-la", "product", "conditional"),
        ("3-18-momo-266309", "category", "special_aid"),
        ("etac-swift", "rule", "not_assessed"),
    ],
)
def test_the_most_specific_finding_wins(product, level, status, library):
    found = retail.resolve(library, library.products[product], TODAY)
    assert (found.level, found.status) == (level, status)


@pytest.mark.parametrize(
    ("today", "cap", "share"),
    [
        ("2018-05-01", 4000, 4000),
        ("2022-06-01", 5000, 5000),
        ("2024-06-01", 7000, 6000),
        (TODAY, 7000, 6000),
    ],
)
def test_the_cap_of_the_day(today, cap, share, library):
    value = rights.valued(library.rates["akt26-tak"], today).current
    assert value.amount == cap
    assert rights.share(60_000, 10, value.amount) == share


def test_the_cap_names_its_year(library):
    line = views.rate_line(Context(library, TODAY, BOKMAL, ""), "akt26-tak")
    assert line.value == "7\u00a0000 kr (sats fra 2024)"


def test_a_yearly_rate_without_a_value_for_the_year_is_unknown(library):
    line = views.rate_line(Context(library, TODAY, BOKMAL, ""), "smahjelpemidler")
    assert line.unknown
    assert line.value.startswith("ikke funnet for i dag, sjekk nav.no. Sist kjent: 2\u00a0210 kr")


@pytest.mark.parametrize(("rate", "with_vat"), [("rampe-liten", 37_125), ("rampe-stor", 66_250)])
def test_ramp_grants_with_vat(rate, with_vat, library):
    assert library.rates[rate].values[0].amount * 1.25 == with_vat


@pytest.mark.parametrize("cap", [4000, 5000, 7000])
def test_the_price_at_which_the_cap_is_reached(cap):
    assert rights.share(cap * 10, 10, cap) == cap
    assert rights.share(cap * 10 - 10, 10, cap) == cap - 1
    assert rights.share(cap * 20, 10, cap) == cap


@pytest.mark.parametrize(
    ("today", "shown"), [("2024-03-01", ["akt26-2024"]), ("2025-01-01", []), (TODAY, [])]
)
def test_a_notice_goes_by_itself(today, shown, library):
    assert [n.id for n in rights.notices(library, today)] == shown


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ("under-26 varig aktivitet hjemme nei", "aktivitet-ung"),
        ("over-26 varig aktivitet hjemme nei", "aktivitet-voksen"),
        ("over-26 varig dagligliv hjemme ja", "kjop-selv"),
        ("over-26 kort dagligliv hjemme nei", "kommunelager"),
        ("over-26 varig behandling hjemme nei", "sykehus"),
        ("over-26 varig dagligliv arbeid ja", "arbeidsgiver"),
        ("under-26 varig aktivitet hjemme ja", "vare-aktivitet"),
        ("over-26 varig trening hjemme nei", "trening"),
        ("over-26 varig dagligliv hjemme vet-ikke", "nav"),
    ],
)
def test_the_guide(answers, outcome, library):
    given = dict(zip((q.id for q in library.guide_questions), answers.split(), strict=True))
    assert rights.outcome(library, given).id == outcome


def test_the_guide_asks_at_most_five_questions_and_always_ends(library):
    states = list(rights.states(library))
    assert max(len(s) for s in states) <= 5
    for answers in states:
        assert (rights.outcome(library, answers) is None) == bool(
            rights.next_question(library, answers)
        )


def test_pages_for_citizens_are_readable(real_site):
    found = pages(real_site)
    assert len(found) > 100
    assert [(name, value) for name, value in found if value.plain > 40 or value.all > 45] == []


def test_lix_of_a_known_text():
    assert lix("Jeg bor her. Huset er gammelt.").all == pytest.approx(3 + 100 / 6)


def test_no_page_for_readers_holds_a_forbidden_phrase(real_site):
    names = [name for name, _ in pages(real_site)]
    names += ["", "om", "ordliste", "personvern", "tilgjengelighet", "terapeut", "regler", "meld"]
    said = {n: forbidden(page_text(real_site / n / "index.html")) for n in names}
    assert {n: found for n, found in said.items() if found} == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Du har rett til hjelpemidlet.", ["har rett til"]),
        ("Best i test, samt billig.", ["Best i test", "samt"]),
        ("Å stå her er ikke en rett.", []),
    ],
)
def test_forbidden_phrases_are_found(text, said):
    assert forbidden(text) == said
