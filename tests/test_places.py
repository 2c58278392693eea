"""What is said of places, ranks and variants: records with edits, and the words of the views."""

from __future__ import annotations

import json

import pytest
from sites import TODAY
from test_changes import BOLGE, FJORD, FOSS, NEW, edited

from catalog import compile as compiler
from catalog.export import api, table
from catalog.language import languages
from catalog.views.agreement import agreement_page
from catalog.views.lists import card
from catalog.views.post import post_page
from catalog.views.product import product_page

OWN = "    order_scheme: true\n"
FIRST = "    rank: 1\n    source: prove-2025\n    as_of: 2025-02-01\n"
ENDED = 'placements: [{agreement: dusj-2025, post: "1", rank: 1, source: prove-2025, as_of: 2025-02-01, valid_to: 2026-03-31}]'
OPTION = [
    ("valid_to: 2028-12-31", "valid_to: 2026-05-31"),
    ("until: 2029-12-31", "until: 2027-05-31\n    exercised: 2026-01-01"),
]
LISTED = [
    (
        '  - agreement: dusj-2025\n    post: "2"\n    rank: unranked\n    source: prove-2025\n    as_of: 2025-02-01\n',
        "",
    ),
    (
        '  - agreement: dusj-2025\n    post: "1A"\n    source: prove-2025\n    as_of: 2025-02-01\n',
        "",
    ),
]
LATER = ("valid_from: 2025-01-01", "valid_from: 2026-09-01")


def contexts(files, edits, language="nb"):
    checked = compiler.check(edited(files, edits), TODAY)
    assert not checked.report.errors, checked.report.errors
    ctx = compiler.context(checked, TODAY)
    spoken = next(each for each in languages() if each.code == language)
    return ctx if language == "nb" else ctx.spoken(spoken)


def places(ctx, product):
    view = product_page(ctx, ctx.library.products[product])
    return [(p.post.url.split("/")[-2], p.rank.text, p.period, p.scope) for p in view.placements]


PLACES = {
    "an option that is used moves the last day": (
        {NEW: OPTION}, "fjord",
        [("1", "Rangering 2 – krever faglig begrunnelse", "Avtalen gjelder 1. januar 2025 – 31. mai 2027", "Gjelder 1 av 2 varianter")],
    ),
    "one variant's place is over": (
        {BOLGE: [(OWN, f"    {ENDED}\n"), ('  - agreement: dusj-2020\n    post: "1"\n    rank: 2\n    source: prove-2025\n    as_of: 2020-02-01\n', "")]}, "bolge",
        [
            ("1", "Rangering 1 – vurder først", "Avtalen gjelder 1. januar 2025 – 31. desember 2028", "Gjelder 1 av 2 varianter"),
            ("1", "Hadde rangering 1", "Plassen på avtalen er over: den gjaldt til 31. mars 2026", "Gjelder 1 av 2 varianter"),
        ],
    ),
    "an agreement that has not begun": (
        {NEW: [LATER], FJORD: [("rank: 2", "rank: 1")], BOLGE: [("rank: 1", "rank: 2")]}, "fjord",
        [("1", "Rangering 1 fra 1. september 2026", "Gjelder først fra 1. september 2026", "Gjelder 1 av 2 varianter")],
    ),
    "an unranked place that has not begun": (
        {NEW: [LATER], FOSS: LISTED[1:]}, "foss",
        [
            ("2", "På avtale fra 1. september 2026, uten rangering", "Gjelder først fra 1. september 2026", ""),
            ("1", "Kun kjent fra erstatningsliste", "Gjelder først fra 1. september 2026", ""),
        ],
    ),
    "unranked and discontinued": (
        {FOSS: [*LISTED[1:], ("name: Foss dusjkrakk\nsources", "name: Foss dusjkrakk\n    discontinued: 2026-01-01\nsources")]}, "foss",
        [
            ("2", "Utgått, uten rangering", "Avtalen gjelder 1. januar 2025 – 31. desember 2028", ""),
            ("1", "Kun kjent fra erstatningsliste", "Avtalen gjelder 1. januar 2025 – 31. desember 2028", ""),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_the_places_of_a_product(name, fictional_files):
    edits, product, wanted = PLACES[name]
    assert places(contexts(fictional_files, edits), product) == wanted


OVER = ("valid_to: 2028-12-31", "valid_to: 2026-05-31")
HEADLINES = {
    "listed only, agreement over": ({NEW: [OVER], FOSS: LISTED}, "foss", "Kun kjent fra erstatningsliste"),
    "listed only": ({FOSS: LISTED}, "foss", "Kun kjent fra erstatningsliste"),
    "was on one agreement, is on a list of another": (
        {FOSS: [*LISTED, ("placements:\n", 'placements:\n  - {agreement: dusj-2020, post: "1", source: prove-2025, as_of: 2020-02-01}\n')]},
        "foss", "Var på avtale, nå bare kjent fra erstatningsliste",
    ),
    "agreement over": ({NEW: [OVER]}, "fjord", "Avtalen er utløpt eller avløst"),
    "the place alone is over": ({FJORD: [("rank: 2\n", "rank: 2\n    valid_to: 2026-03-31\n")]}, "fjord", "Plassen på avtalen er over"),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADLINES)
def test_the_headline_on_page_and_card(name, fictional_files):
    edits, product, wanted = HEADLINES[name]
    ctx = contexts(fictional_files, edits)
    record = ctx.library.products[product]
    assert product_page(ctx, record).headline == wanted
    assert card(ctx, record).status == wanted


def test_a_first_rank_whose_place_is_over_stops_no_draft(fictional_files):
    edits = {BOLGE: [(FIRST, f"{FIRST}    valid_to: 2026-03-31\n")]}
    ctx = contexts(fictional_files, edits)
    agreement = ctx.library.agreements["dusj-2025"]
    view = post_page(ctx, agreement, agreement.posts[0])
    rungs = json.loads(view.data)["rungs"]
    assert [(r["id"], r["rank"], r["gone"]) for r in rungs[:2]] == [
        ("bolge", 1, True),
        ("fjord", 2, False),
    ]
    note = product_page(ctx, ctx.library.products["fjord"]).posts[0].note
    assert note == "Rangering 1 er utgått. De andre beholder sine rangeringer."


def test_a_post_counts_products_once_and_its_agreement_says_the_same(fictional_files):
    edits = {BOLGE: [(OWN, f"    {ENDED}\n")]}
    ctx = contexts(fictional_files, edits)
    agreement = ctx.library.agreements["dusj-2025"]
    posts = [post_page(ctx, agreement, post) for post in agreement.posts]
    rows = agreement_page(ctx, agreement).posts
    assert [p.products for p in posts] == [r.products for r in rows] == [3, 1, 1]
    assert len(posts[0].rungs) == 4
    assert [r.ranks for r in rows] == [
        "Rangering 1, 2 registrert",
        "Ikke registrert her",
        "Uten rangering",
    ]


def test_the_table_of_variants_says_each_state(fictional_files):
    edits = {
        BOLGE: [
            (OWN, f"    order_scheme: true\n    discontinued: 2026-12-01\n    {ENDED}\n"),
            ("user_weight_max: 130, foldable: true}\nsources", "user_weight_max: 130, foldable: true}\n    order_scheme: false\nsources"),
        ]
    }  # fmt: skip
    ctx = contexts(fictional_files, edits)
    view = product_page(ctx, ctx.library.products["bolge"])
    columns = [c.label for c in view.columns]
    found = [
        (v.discontinued, *(v.cells[columns.index(c)] for c in ("Avtale og rangering", "Bestillingsordning")))
        for v in view.variants
    ]  # fmt: skip
    assert found == [
        ("Utgår 1. desember 2026", "Ingen gjeldende plass registrert", "Ja"),
        ("", "Dusjstoler 2025, post 1: Rangering 1 – vurder først", "Nei"),
    ]


def test_a_finding_for_one_variant_is_seen_where_variants_are(fictional_files):
    edits = {
        "vocabulary/findings.yaml": [
            ("findings:\n", 'findings:\n  - id: sb45\n    title: {nb: Bølge sb45}\n    status: retail\n    reason: {nb: Prøve.}\n    variants: ["000101"]\n    sources: [prove-2025]\n    as_of: 2026-01-15\n')
        ]
    }  # fmt: skip
    ctx = contexts(fictional_files, edits)
    product = ctx.library.products["bolge"]
    view = product_page(ctx, product)
    at = [c.label for c in view.columns].index("Vanlig handelsvare?")
    wanted = ["Vanlig handelsvare", "Spesiallaget hjelpemiddel"]
    assert [v.cells[at] for v in view.variants] == wanted
    statuses = ["retail", "special_aid"]
    assert [v["retail"] for v in api.product(ctx, product, "")["variants"]] == statuses
    head, *rows = table.rows(ctx)
    at = head.index("handelsvare")
    assert [r[at] for r in rows if r[0] in {"000101", "000102"} and r[9] == "dusj-2025"] == statuses


def test_a_place_in_data_has_the_days_of_the_page(fictional_files):
    ctx = contexts(fictional_files, {NEW: OPTION})
    place = api.product(ctx, ctx.library.products["fjord"], "")["variants"][0]["placements"][0]
    assert (place["state"], place["valid_from"], place["valid_to"]) == (
        "current",
        "2025-01-01",
        "2027-05-31",
    )


def test_norwegian_names_keep_their_mark_inside_english(fictional_files):
    ctx = contexts(fictional_files, {}, "en")
    shown = card(ctx, ctx.library.products["fjord"]).places[0][0]
    assert shown == "Dusjstoler 2025, lot 1"
    assert shown.__html__() == '<span lang="nb">Dusjstoler 2025</span>, lot 1'


def test_the_draft_has_norwegian_days_on_an_english_page(fictional_files):
    ctx = contexts(fictional_files, {}, "en")
    agreement = ctx.library.agreements["dusj-2025"]
    data = json.loads(post_page(ctx, agreement, agreement.posts[0]).data)
    assert (data["day"], data["rungs"][0]["as_of"]) == ("1. juni 2026", "1. februar 2025")
