"""The first load on small fictional facts: series, ranks, relations, measures, evidence."""

from __future__ import annotations

import pytest
from loading.agreements import post_number, records
from loading.measures import measured
from loading.naming import common_name, slug, without_sizes
from loading.origins import Origins
from loading.products import Loader

LIST = "navikt/hm-grunndata-alternativprodukter:substituttlister/V9_prove.xlsx (2025-01-02)"
DUMP = "navikt/hotsak-frontend:mocks/grunndataGraphQL.json@8b33e31c (2023-04-24)"
AGREEMENT = {"key": "gang-2024", "from": "2024-01-01", "to": "2027-12-31"}


def article(number: str, name: str, **fields) -> dict:
    return {"hmsArtNr": number, "name": name, "source": [DUMP], **fields}


def place(**fields) -> dict:
    base = {"agreementKey": "gang-2024", "postNr": "1", "source": [DUMP], "asOf": "2023-04-24"}
    return {**base, "relation": "on agreement", **fields}


def load(*articles: dict, **options) -> Loader:
    found = Loader(
        articles,
        {"gang-2024": AGREEMENT},
        options.get("suppliers", {}),
        options.get("order", set()),
        options.get("groups", ()),
        Origins(),
    )
    found.load()
    return found


def products(*articles: dict, **options) -> dict:
    return load(*articles, **options).out.products


RANKS = {
    "stated with high confidence": (
        {"rank": 1, "rankConfidence": "high", "rankBasis": "stated"},
        {"rank": 1},
    ),
    "from a test fixture": (
        {"rank": 3, "rankConfidence": "fixture", "rankBasis": "stated (fixture)"},
        {},
    ),
    "derived with high confidence": (
        {"derivedRank": 2, "derivedRankConfidence": "high"},
        {"rank": 2, "basis": "derived"},
    ),
    "derived from a fixture": ({"derivedRank": 2, "derivedRankConfidence": "fixture"}, {}),
    "99 means unranked": (
        {"rank": 99, "rankConfidence": "high", "rankBasis": "stated"},
        {"rank": "unranked"},
    ),
    "only listed": ({"relation": "listed in post", "source": [LIST]}, {"basis": "listed"}),
    "listed with a stated rank": (
        {
            "relation": "listed in post",
            "source": [LIST],
            "rank": 1,
            "rankConfidence": "high",
            "rankBasis": "stated (list comment)",
        },
        {"rank": 1},
    ),
}


@pytest.mark.parametrize(("facts", "kept"), RANKS.values(), ids=RANKS)
def test_only_ranks_that_can_be_defended_are_kept(facts, kept):
    record = products(article("000001", "Gående Gran", agreements=[place(**facts)]))["gaende-gran"]
    made = record["placements"][0]
    assert {k: made[k] for k in ("rank", "basis") if k in made} == kept


def test_a_listed_place_names_the_list_and_its_date():
    found = products(
        article("000001", "Gran Gå", agreements=[place(relation="x", source=[DUMP, LIST], asOf="")])
    )
    made = found["gran-ga"]["placements"][0]
    assert (made["source"], made["as_of"]) == ("erstatningsliste-v9-prove", "2025-01-02")


def test_dates_of_its_own_are_kept_inside_the_agreement_only():
    inside = place(**{"from": "2024-06-01", "to": "2027-12-31"})
    assert (
        products(article("000001", "Gran Gå", agreements=[inside]))["gran-ga"]["placements"][0][
            "valid_from"
        ]
        == "2024-06-01"
    )
    loader = load(article("000001", "Gran Gå", agreements=[place(**{"from": "2020-01-01"})]))
    assert "valid_from" not in loader.out.products["gran-ga"]["placements"][0]
    assert loader.out.left_out["dato utenfor avtalen"] == ["000001 gang-2024 2020-01-01"]


SERIES = {
    "the old database's number": (
        [
            ("000001", "Gran A", {"attributes": {"hmdbProdId": 7}}),
            ("000002", "Furu", {"attributes": {"hmdbProdId": 7}}),
        ],
        [["000001", "000002"]],
    ),
    "the same name but for sizes": (
        [("000001", "Gran Gå sb45", {}), ("000002", "Gran gå sb50 sh43-58", {})],
        [["000001", "000002"]],
    ),
    "different posts stay apart": (
        [("000001", "Gran Gå sb45", {"agreements": [place()]}), ("000002", "Gran Gå sb50", {})],
        [["000001"], ["000002"]],
    ),
    "a lone brand name is no series": (
        [("000001", "Gran", {}), ("000002", "Gran", {})],
        [["000001"], ["000002"]],
    ),
    "parts with the same name stay apart": (
        [(n, "Setetrekk kort", {"attributes": {"sparePart": True}}) for n in ("000001", "000002")],
        [["000001"], ["000002"]],
    ),
}


@pytest.mark.parametrize(("articles", "series"), SERIES.values(), ids=SERIES)
def test_articles_become_series(articles, series):
    found = products(*(article(n, name, **f) for n, name, f in articles))
    assert sorted([v["hms_number"] for v in r["variants"]] for r in found.values()) == series


def test_ids_do_not_depend_on_the_order_of_the_facts():
    facts = [article("000002", "Gran"), article("000001", "Gran"), article("000003", "Furu Gå")]
    assert products(*facts) == products(*reversed(facts))
    assert list(products(*facts)) == ["furu-ga", "gran-000001", "gran-000002"]


def test_a_category_is_derived_only_from_enough_that_agree():
    known = [
        article(f"00000{n}", f"Gran {n}", isoCode="12060601", agreements=[place()])
        for n in (1, 2, 3)
    ]
    without = article("000009", "Furu Gå", agreements=[place()])
    record = products(*known, without)["furu-ga"]
    assert record["category"] == "12060601"
    assert record["evidence"] == [{"of": ["category"], "basis": "derived", "source": "hotsak-2023"}]
    assert "category" not in products(*known[:2], without)["furu-ga"]


def test_parts_fit_the_aids_that_list_them():
    aid = article("000001", "Gran Gå", attributes={"spareParts": ["000002", "000099"]})
    loader = load(aid, article("000002", "Hjul"))
    assert loader.out.products["hjul"]["kind"] == "spare_part"
    assert loader.out.products["hjul"]["fits"] == ["gran-ga"]
    assert loader.out.left_out["reservedel uten egen artikkel"] == ["000099"]


TECH = {
    "a number": ([("Setebredde", "45")], {"seat_width": 45}, []),
    "a decimal": ([("Vekt", "10,5")], {"weight": 10.5}, []),
    "two ends": ([("Setehøyde min", "43"), ("Setehøyde maks", "58")], {"seat_height": [43, 58]}, []),
    "equal ends": ([("Setehøyde min", "43"), ("Setehøyde maks", "43")], {"seat_height": 43}, []),
    "one end": ([("Setehøyde min", "43")], {}, ["bare én ende: seat_height [43]"]),
    "reversed ends": ([("Setehøyde min", "58"), ("Setehøyde maks", "43")], {}, ["baklengs område: seat_height [43, 58]"]),
    "yes": ([("Sammenleggbar", "JA")], {"foldable": True}, []),
    "a maximum of its own": ([("Brukervekt maks", "130")], {"user_weight_max": 130}, []),
    "nonsense": ([("Setebredde", "500")], {}, ["lite trolig mål: Setebredde 500 cm"]),
    "an unknown label": ([("Smak", "god")], {}, ["ukjent egenskap: Smak"]),
    "an unreadable number": ([("Setebredde", "bred")], {}, ["verdi som ikke kan leses: Setebredde = bred"]),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "values", "left_out"), TECH.values(), ids=TECH)
def test_technical_data_become_typed_properties(facts, values, left_out):
    found = measured([{"key": k, "value": v, "basis": "name", "source": DUMP} for k, v in facts])
    assert (found.values, list(found.left_out)) == (values, left_out)
    assert set(found.basis) == set(values)


NAMES = {
    "Etac Swift sb54": "Etac Swift",
    "Sykkel 3hjul Acky E skrittl37-51 innstigh12 7gir": "Sykkel 3hjul Acky E 7gir",
    "Mendo Medic 2 120 x 200 cm": "Mendo Medic 2",
    "Real 9000 Plus str01 støtte": "Real 9000 Plus støtte",
    "Panthera S2": "Panthera S2",
    "Cross 6 lang sb 35 sd 41-56": "Cross 6 lang",
}


@pytest.mark.parametrize("name", NAMES)
def test_sizes_are_no_part_of_a_name(name):
    assert without_sizes(name) == NAMES[name]


def test_a_series_has_the_name_its_source_gives_or_what_its_variants_share():
    assert common_name(["A 1", "B 2"], ["Gran", None]) == "Gran"
    assert common_name(["Gran Gå sb45 blå", "Gran Gå sb50 rød"], [None, None]) == "Gran Gå"


def test_slugs_are_plain():
    assert slug("Bølge & Ægir – Å/1") == "bolge-aegir-a-1"


def test_headings_are_no_posts():
    numbers = [
        "1",
        "1.2",
        "1A",
        "1B  synstekn.",
        "2B: Synshjelpemidler",
        "19 gammel",
        "Div. senger",
        "",
    ]
    assert [post_number(n) for n in numbers] == ["1", "1.2", "1A", "1B", "2B", None, None, None]


def test_a_post_follows_the_one_with_the_same_title():
    def agreement(key, *titles):
        posts = [{"nr": str(i), "title": t} for i, t in enumerate(titles, 1)]
        return {"key": key, "title": "Gang", "posts": posts, "source": DUMP}

    found = records(
        [agreement("gang-8594", "Rullator", "Krykke"), agreement("gang-2024", "KRYKKE.", "Gåbord")],
        {("gang-2024", "1")},
        Origins(),
    )
    first, second = found["gang-2024"]["posts"]
    assert first["successor_of"] == [{"agreement": "gang-8594", "post": "2"}]
    assert first["allocation"] == "ranked"
    assert "successor_of" not in second
