"""The page around the content, rendered once per kind of page and then spliced.

A theme render costs far more than a page's own content. The theme is therefore rendered with
tokens in place of what differs; the result is cut at the tokens, and each page is those pieces
with its own values between them. `emit` renders some pages whole and compares, so a theme that
treats a slot in another way is found at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from catalog.language import Language

SLOTS = ("title", "description", "canonical", "content", "path")
"""What differs between pages of one kind, language and depth, beside `root`."""

Render = Callable[[Language, str, str, Mapping[str, str]], str]
"""(language, kind of page, root such as `../../`, slot values as HTML) → the whole page."""

_TOKEN = re.compile(r"qzx([a-z]+)xzq")


@dataclass(frozen=True, slots=True)
class Shell:
    """Static bytes and the slot that follows each; one more piece than slots."""

    pieces: tuple[bytes, ...]
    slots: tuple[str, ...]

    def fill(self, values: Mapping[str, str]) -> bytes:
        """The page with `values` (HTML) in the slots."""
        out = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            out.append(values[slot].encode())
            out.append(piece)
        return b"".join(out)


def compile_shell(render: Render, language: Language, kind: str, root: str) -> Shell:
    """Render `kind` once with tokens and cut it at them."""
    html = render(language, kind, root, {slot: f"qzx{slot}xzq" for slot in SLOTS})
    parts = _TOKEN.split(html)
    return Shell(tuple(p.encode() for p in parts[0::2]), tuple(parts[1::2]))
