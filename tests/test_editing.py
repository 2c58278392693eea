"""The schema an editor uses says the same as the model: over every record, and over broken ones."""

from __future__ import annotations

import copy
import json
import random

import jsonschema
import pytest
from sites import FICTIONAL, ROOT

from catalog import source, stamp
from catalog.editing import MODELS, schemas
from catalog.loading import kind, load
from catalog.records import parse

BEYOND = {"reversed-range", "bad-date"}
"""What a schema cannot say of a single value beside another; dates it can, with a checker."""
CHECKER = jsonschema.FormatChecker(["date"])
ODD = (
    None,
    True,
    0,
    1,
    99,
    1.5,
    "",
    "x",
    "19161",
    "019161",
    "2025-13-40",
    [],
    ["x"],
    {},
    {"nb": "x"},
    {"x": 1},
)


@pytest.fixture(scope="module")
def validators():
    found = schemas()
    return {
        MODELS[name]: jsonschema.Draft202012Validator(schema, format_checker=CHECKER)
        for name, schema in found.items()
    }


def records(root):
    return [
        (path, kind(path), source.read(path, content).data)
        for path, content in stamp.read(root).items()
    ]


def by_model(model, data) -> bool:
    found = parse(model, copy.deepcopy(data))
    return not isinstance(found, tuple)


def beyond(model, data) -> bool:
    found = parse(model, copy.deepcopy(data))
    return isinstance(found, tuple) and {f[2] for f in found} <= BEYOND


@pytest.mark.parametrize("root", [FICTIONAL, ROOT], ids=["fictional", "shipped"])
def test_every_record_is_valid_by_both(root, validators):
    for path, model, data in records(root):
        assert validators[model].is_valid(data), path
        assert by_model(model, data), path


def places(data, at=()):
    """The route of every value below the top."""
    pairs = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, value in pairs:
        yield (*at, key)
        yield from places(value, (*at, key))


def broken(data, chance):
    """The record with one thing wrong, or perhaps still right."""
    made = copy.deepcopy(data)
    route = chance.choice(list(places(made)))
    holder = made
    for part in route[:-1]:
        holder = holder[part]
    match chance.randrange(4):
        case 0:
            del holder[route[-1]]
        case 1 if isinstance(holder, dict):
            holder[chance.choice(("ukjent", "rank", "name", "id", "nb"))] = chance.choice(ODD)
        case _:
            holder[route[-1]] = copy.deepcopy(chance.choice(ODD))
    return made


def test_the_schema_and_the_model_agree_on_broken_records(validators):
    chance = random.Random(2026)
    everything = records(FICTIONAL) * 30 + chance.sample(records(ROOT), 400)
    counts = {True: 0, False: 0}
    for path, model, data in everything:
        for _ in range(4):
            made = broken(data, chance)
            if beyond(model, made):
                continue
            valid = by_model(model, made)
            assert validators[model].is_valid(made) == valid, (path, json.dumps(made)[:2000])
            counts[valid] += 1
    assert counts[True] > 200
    assert counts[False] > 2000


def test_the_choices_are_the_catalogues(fictional_files):
    library, _ = load(fictional_files)
    found = schemas(library)["product"]
    validator = jsonschema.Draft202012Validator(found)
    data = source.read("x", fictional_files["products/09/fjord.yaml"]).data
    assert validator.is_valid(data)
    for route, value in (
        (("supplier",), "nordvk"),
        (("placements", 0, "post"), "17"),
        (("variants", 0, "properties"), {"seat_widht": 45}),
        (("sources",), ["ukjent"]),
    ):
        made = copy.deepcopy(data)
        holder = made
        for part in route[:-1]:
            holder = holder[part]
        holder[route[-1]] = value
        assert not validator.is_valid(made), route


def test_every_kind_of_file_has_its_schema_in_the_editor():
    settings = json.loads((ROOT / ".vscode/settings.json").read_text())["yaml.schemas"]
    named = {path.rsplit("/", 1)[1].removesuffix(".schema.json") for path in settings}
    assert named == set(MODELS)
    for name in MODELS:
        schema = json.loads((ROOT / f"schemas/{name}.schema.json").read_text())
        assert "description" in json.dumps(schema)
