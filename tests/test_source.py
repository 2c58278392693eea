"""The reader: data as the author wrote it, or one exact fault."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog import source
from catalog.diagnostics import Position

ACCEPTED = {
    "a number with a leading zero stays text": (b"a: 012345", {"a": "012345"}),
    "no stays text": (b"a: no", {"a": "no"}),
    "a date stays text": (b"a: 2018-06-20", {"a": "2018-06-20"}),
    "a time stays text": (b"a: 12:30", {"a": "12:30"}),
    "quotes make text": (b"a: \"1\"\nb: 'true'", {"a": "1", "b": "true"}),
    "core scalars are typed": (
        b"a: [1, -2, 2.5, true, false, null, ~]",
        {"a": [1, -2, 2.5, True, False, None, None]},
    ),
    "comments are not data": (b"# x\na: b # c\n", {"a": "b"}),
    "a folded text": (b"a: >\n  b\n  c\n", {"a": "b c\n"}),
    "a second colon in a quoted text": (b'a: "b: c"', {"a": "b: c"}),
}

REFUSED = {
    "nothing": (b"", (1, 1), "empty-file"),
    "only a comment": (b"# x\n", (1, 1), "empty-file"),
    "a tab": (b"a:\n\tb: c\n", (2, 1), "tab-character"),
    "a byte order mark": (b"\xef\xbb\xbfa: b", (1, 1), "byte-order-mark"),
    "CRLF": (b"a: b\r\nc: d\r\n", (1, 5), "carriage-return"),
    "Latin-1": ("a: b\nc: blå".encode("latin-1"), (2, 6), "not-utf-8"),
    "a null byte": (b"a: b\nc: \x00", (2, 4), "control-character"),
    "a key twice": (b"a: 1\nb: 2\na: 3", (3, 1), "duplicate-key"),
    "a key twice inside": (b"a:\n  - {b: 1, b: 2}", (2, 12), "duplicate-key"),
    "an anchor": (b"a: &x 1", (1, 4), "anchor-or-alias"),
    "an alias": (b"a: 1\nb: *x", (2, 4), "anchor-or-alias"),
    "a merge key": (b"a: {<<: *x}", (1, 9), "anchor-or-alias"),
    "a tag": (b"a: !!python/object:os.system 1", (1, 4), "tag"),
    "two documents": (b"a: 1\n---\nb: 2", (2, 1), "several-documents"),
    "a list as a key": (b"? [a]\n: b", (1, 3), "key-not-text"),
    "an open bracket": (b"a: [1\n", (2, 1), "yaml-syntax"),
    "a colon too many": (b"a: b: c", (1, 5), "yaml-syntax"),
    "a 5 MB file": (b"a: " + b"x" * 5_000_000, (1, 1), "file-too-large"),
    "10,000 levels": (b"[" * 10_000 + b"]" * 10_000, (1, 33), "too-deep"),
}


@pytest.mark.parametrize(("content", "data"), ACCEPTED.values(), ids=ACCEPTED)
def test_data_is_what_the_author_wrote(content, data):
    assert source.read("x.yaml", content).data == data


@pytest.mark.parametrize(("content", "place", "code"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_names_its_place(content, place, code):
    with pytest.raises(source.SourceError) as caught:
        source.read("x.yaml", content)
    found = caught.value.diagnostic
    assert ((found.position.line, found.position.column), found.code) == (place, code)
    assert found.message.endswith(".")


def test_routes_lead_back_to_the_text():
    document = source.read("x.yaml", b"a:\n  - b: 1\n    c: [x, y]\nd: 2\n")
    assert document.locate(("a", 0, "c", 1)) == Position(3, 12)
    assert document.locate(("a", 0, "c"), key=True) == Position(3, 5)
    assert document.locate(("a", 0, "missing")) == Position(2, 5)
    assert document.locate(("a", 7)) == Position(2, 3)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_the_reader_raises_nothing_but_its_own_error(content):
    with contextlib.suppress(source.SourceError):
        source.read("x.yaml", content)
