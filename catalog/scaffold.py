"""Records to fill in: `catalog new`. What is not known stands as a comment, never as a guess."""

from __future__ import annotations

from catalog import canonical
from catalog.library import Library
from catalog.records import Agreement

PRODUCT = """\
id: {id}
name: {name}
kind: aid  # aid, accessory eller spare_part
{category}
# supplier: <id fra vocabulary/suppliers.yaml>; la den stå ute når den ikke er kjent
# placements:  # gjelder hver variant som ikke har sine egne
#   - agreement: <id fra agreements/>
#     post: "1"
#     rank: 1  # 1, 2, 3 … eller unranked; utelatt betyr «ikke registrert her»
#     source: <id fra vocabulary/sources.yaml>
#     as_of: {today}
variants:
  - hms_number: "{number}"  # seks sifre i anførselstegn
    name: {name}
    # properties: {{seat_width: 45, seat_height: [43, 58]}}
sources: [{source}]  # hvor navn og numre er hentet fra
# checked: {today}  # bare når du selv har bekreftet opplysningene
"""

AGREEMENT = """\
id: {id}
title: {title}
# abbreviation: FORKORTELSE
# valid_from: ÅÅÅÅ-MM-DD
# valid_to: ÅÅÅÅ-MM-DD
{supersedes}{posts}
sources: [{source}]  # hvor avtalen er hentet fra
"""


def product(name: str, id_: str, category: str, number: str, source: str, today: str) -> str:
    """A product's record; `category`, `number` and `source` as given."""
    line = f'category: "{category}"' if category else '# category: "09330701"  # ISO 9999'
    return PRODUCT.format(
        id=id_,
        name=canonical.scalar(name),
        category=line,
        number=number,
        source=source,
        today=today,
    )


def agreement(title: str, id_: str, source: str, old: Agreement | None) -> str:
    """An agreement's record; with `old`, its posts and the map from them, dates and ranks blank."""
    if old is None:
        posts = (
            'posts:\n  - number: "1"\n    title: <delkontraktens navn>\n    # allocation: ranked'
        )
        return AGREEMENT.format(
            id=id_, title=canonical.scalar(title), supersedes="", posts=posts, source=source
        )
    copied = {
        "posts": [
            {
                "number": p.number,
                **({"title": p.title} if p.title else {}),
                "successor_of": [{"agreement": old.id, "post": p.number}],
            }
            for p in old.posts
        ]
    }
    note = (
        "# Rett nummer og navn, og hvilken gammel post hver ny følger etter. Fordeling settes ut\n"
    )
    note += "# fra den nye avtalen: allocation: ranked, unranked eller parallel.\n"
    return AGREEMENT.format(
        id=id_,
        title=canonical.scalar(title),
        supersedes=f"supersedes: {old.id}\n",
        posts=note + canonical.dump(copied).rstrip("\n"),
        source=source,
    )


def taken(library: Library, id_: str) -> str:
    """Why `id_` cannot be used, or empty."""
    if id_ in library.products or id_ in library.agreements:
        return f"Id-en «{id_}» er i bruk."
    if any(t.id == id_ for t in library.tombstones):
        return f"Id-en «{id_}» har vært brukt før, og brukes aldri om igjen."
    return ""
