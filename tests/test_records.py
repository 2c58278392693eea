"""Faults in the shape of one record, at their place, in the author's words."""

from __future__ import annotations

import dataclasses

import pytest

from catalog import cache
from catalog.loading import load
from catalog.records import Agreement, Product, parse

HEAD = 'id: a\nname: A\nkind: aid\nsources: [s]\nvariants:\n  - hms_number: "000001"\n    name: A\n'
PLACE = HEAD + "placements:\n  - {agreement: x, post: %s, source: s, as_of: %s%s}\n"

FAULTS = {
    "an unknown field": (HEAD + "colur: x\n", (8, 1, "unknown-field"), "Ukjent felt `colur`."),
    "an unknown field with a near one": (
        HEAD + "categry: x\n",
        (8, 1, "unknown-field"),
        "category",
    ),
    "a missing field": ("id: a\nname: A\n", (1, 1, "missing-field"), "`variants`"),
    "a wrong type": (HEAD.replace("name: A\nk", "name: [A]\nk"), (2, 7, "wrong-type"), "tekst"),
    "an unknown choice": (HEAD.replace("kind: aid", "kind: aide"), (3, 7, "bad-choice"), "aid"),
    "an id with ../": (HEAD.replace("id: a", "id: ../a"), (1, 5, "bad-id"), "../a"),
    "an unquoted number": (
        HEAD.replace('"000001"', "19161"),
        (6, 17, "hms-number-unquoted"),
        "019161",
    ),
    "a short number": (HEAD.replace("000001", "0001"), (6, 17, "bad-hms-number"), "seks sifre"),
    "an unquoted post": (PLACE % ("17", "2025-01-01", ""), (9, 26, "post-unquoted"), '"17"'),
    "an impossible date": (PLACE % ('"1"', "2025-02-30", ""), (9, 49, "bad-date"), "2025-02-30"),
    "rank 0": (PLACE % ('"1"', "2025-01-01", ", rank: 0"), (9, 67, "bad-rank"), "begynner på 1"),
    "rank 99": (PLACE % ('"1"', "2025-01-01", ", rank: 99"), (9, 67, "rank-99"), "unranked"),
    "a rank in words": (
        PLACE % ('"1"', "2025-01-01", ", rank: en"),
        (9, 67, "bad-rank"),
        "heltall",
    ),
    "a reversed range": (
        HEAD + "    properties: {w: [58, 43]}\n",
        (8, 21, "reversed-range"),
        "[43, 58]",
    ),
    "yes as a word": (HEAD + "    order_scheme: ja\n", (8, 19, "wrong-type"), "true eller false"),
    "no variants": (
        HEAD.partition("variants")[0] + "variants: []\n",
        (5, 11, "empty-value"),
        "tom",
    ),
}


def faults(text: str, path: str = "products/00/a.yaml"):
    _, report = load({path: text.encode()})
    return [((d.position.line, d.position.column, d.code), f"{d.message} {d.hint}") for d in report]


@pytest.mark.parametrize(("text", "place", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_has_one_place_and_plain_words(text, place, words):
    found = dict(faults(text))
    assert place in found
    assert words in found[place]


def test_a_sound_record_has_no_fault():
    assert faults(HEAD) == []


def test_every_fault_of_a_file_comes_in_one_run():
    text = HEAD.replace("kind: aid", "kind: aide").replace('"000001"', "1") + "x: 1\n"
    assert [place[2] for place, _ in faults(text)] == [
        "bad-choice",
        "hms-number-unquoted",
        "unknown-field",
    ]


def test_a_file_in_the_wrong_place_is_named():
    assert faults(HEAD, "products/a.yaml")[0][0][2] == "unknown-file"


def test_an_id_equals_its_file_name():
    assert faults(HEAD, "products/00/b.yaml")[0][0] == (1, 5, "id-is-not-file-name")


def test_the_same_id_in_two_folders_is_reported_once():
    _, report = load({"products/00/a.yaml": HEAD.encode(), "products/01/a.yaml": HEAD.encode()})
    assert [d.code for d in report] == ["duplicate-id"]


KEPT = {
    "a product": (
        Product,
        {
            "id": "a",
            "name": "A",
            "kind": "aid",
            "sources": ["s"],
            "variants": [{"hms_number": "000001", "name": "A", "properties": {"w": [1, 2.5]}}],
            "placements": [
                {"agreement": "x", "post": "1", "rank": 2, "source": "s", "as_of": "2025-01-01"}
            ],
            "retail": {
                "status": "retail",
                "reason": {"nb": "Fordi."},
                "source": "s",
                "as_of": "2025-01-01",
                "history": [{"status": "not_assessed", "from": "2020-01-01", "source": "s"}],
            },
        },
    ),
    "an agreement": (
        Agreement,
        {"id": "x", "title": "X", "posts": [{"number": "1"}], "sources": ["s"]},
    ),
}


@pytest.mark.parametrize(("model", "data"), KEPT.values(), ids=KEPT.keys())
def test_a_record_is_kept_whole_and_never_changed(model, data, tmp_path):
    record = parse(model, data)
    assert not isinstance(record, tuple), record
    cache.keep(tmp_path, "record", record)
    back = cache.kept(tmp_path, "record")
    assert back == record
    assert back is not record
    for name in record.__slots__:
        assert type(getattr(back, name)) is type(getattr(record, name))
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(record, name, None)
    with pytest.raises((AttributeError, TypeError)):
        record.unheard_of = 1
