"""The order scheme as Nav publishes it: articles that may be ordered without an application."""

from __future__ import annotations

import json
import re
from typing import IO

from catalog.importing.facts import ArticleFacts, Found, UnusableFileError
from catalog.library import Library


def read(stream: IO[bytes], library: Library) -> Found:
    """Every article of the list; those that left it are named."""
    content = stream.read()
    if content.lstrip().startswith(b"<"):
        raise UnusableFileError("Fila er en nettside (HTML), ikke JSON. Last ned lista på nytt.")
    try:
        rows = json.loads(content)
    except ValueError:
        raise UnusableFileError("Fila er ikke hel JSON.") from None
    if not isinstance(rows, list) or not rows:
        raise UnusableFileError("Fila er ikke en liste over artikler.")
    found, listed = Found(), set[str]()
    for i, row in enumerate(rows):
        number = row.get("hmsnr") if isinstance(row, dict) else None
        if not isinstance(number, str | int) or not re.fullmatch(r"\d{1,6}", str(number)):
            found.note(
                "number", f"[{i}]", f"Mangler et HMS-nummer på seks sifre (står: {number!r})."
            )
            continue
        key = str(number).zfill(6)
        if key in listed:
            found.note("twice", f"[{i}]", f"HMS-nummer {key} står to ganger.")
            continue
        listed.add(key)
        if key in library.by_hms:
            found.articles.append(ArticleFacts(key, f"[{i}]", order_scheme=True))
        else:
            found.note(
                "unknown",
                f"[{i}]",
                f"HMS-nummer {key} ({row.get('navn')}) finnes ikke i katalogen.",
            )
    for number, (_, variant) in library.by_hms.items():
        if variant.order_scheme and number not in listed:
            found.note(
                "left",
                number,
                f"{variant.name} står ikke lenger på lista. Vurder `order_scheme: false`.",
            )
    return found
