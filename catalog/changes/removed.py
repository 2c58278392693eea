"""Addresses that are gone; each needs a tombstone, which names the successor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.changes.change import Change, Pair, post_name, title, url_of
from catalog.library import agreement_path, product_path


def removed(pair: Pair) -> Iterator[Change]:
    """Ids that are gone; each needs a tombstone, which names the successor."""
    stones = {t.id: t for t in pair.after.tombstones}
    for name, product in pair.before.products.items():
        if name not in pair.after.products:
            yield Change(
                "removed",
                _gone(product.name, stones.get(name)),
                url_of(product),
                product_path(product),
            )
    for name, agreement in pair.before.agreements.items():
        if name not in pair.after.agreements:
            text = _gone(f"Avtalen {title(agreement)}", stones.get(name))
            yield Change("removed", text, f"avtale/{name}/", agreement_path(agreement))
            continue
        for post in agreement.posts:
            if pair.after.post(name, post.number) is None:
                text = f"{post_name(pair.before, name, post.number)} er tatt bort."
                yield Change(
                    "removed", text, f"avtale/{name}/post/{post.number}/", agreement_path(agreement)
                )
    for number, (product, variant) in pair.before.by_hms.items():
        if number not in pair.after.by_hms and product.id in pair.after.products:
            text = _gone(f"HMS-nummer {number} ({variant.name})", stones.get(number))
            yield Change("removed", text, f"hms/{number}/", product_path(product))


def _gone(name: str, stone: Any) -> str:
    if stone is None:
        return f"{name} er tatt ut. Adressen trenger en linje i vocabulary/tombstones.yaml."
    after = f" Se {stone.successor}." if stone.successor else ""
    return f"{name} er tatt ut: {stone.reason.nb}{after}"
