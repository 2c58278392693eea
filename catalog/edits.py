"""One record saved: the site with its own pages made anew and every other page as it was.

Only what a save changes is worked out, so that the time does not grow with the catalogue.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from catalog.emit import Site
from catalog.library import Library, product_path
from catalog.pages import Page, agreement_pages, product_pages
from catalog.records import Agreement, Product
from catalog.views.context import Context, letter_of


def is_plain(site: Site, product: Product) -> bool:
    """Whether `product` replaces one of the same id and brings no page but its own."""
    known = site.ctx.library
    old = known.products.get(product.id)
    return (
        old is not None
        and old.category == product.category
        and letter_of(old.name) == letter_of(product.name)
        and all(known.by_hms.get(v.hms_number, (old,))[0] is old for v in product.variants)
    )


def product(site: Site, library: Library, new: Product) -> Site:
    """The site over `library`, where `new` has taken the place of the product with its id."""
    old = site.ctx.library.products[new.id]
    first, *others = site.contexts.values()
    made = first.having(library, _fingerprint(first, library, product_path(new)), old, new)
    contexts = [made, *(made.spoken(ctx.language) for ctx in others)]
    # Products that share the old name or the new one are told apart in their titles.
    named = {*site.ctx.named.get(old.name, ()), *contexts[0].named.get(new.name, ())}
    return site.edited(
        contexts,
        _pages_of(site.named, named),
        _pages_of(_named(site, contexts), {*named, new.id}),
    )


def agreement(site: Site, library: Library, new: Agreement) -> Site:
    """The site over `library`, where `new` has taken the place of the agreement with its id."""
    old = site.ctx.library.agreements[new.id]
    path = f"agreements/{new.id}.yaml"
    first, *others = site.contexts.values()
    made = first.anew(library, _fingerprint(first, library, path))
    contexts = [made, *(made.spoken(ctx.language) for ctx in others)]
    return site.edited(
        contexts,
        [page for ctx in site.named for page in agreement_pages(ctx, old)],
        [page for ctx in _named(site, contexts) for page in agreement_pages(ctx, new)],
    )


def placed(library: Library, agreement: str) -> list[str]:
    """The products that have a place on an agreement."""
    posts = library.agreements[agreement].posts
    found = (p for post in posts for p in library.by_post.get((agreement, post.number), ()))
    return list(dict.fromkeys(p.product.id for p in found))


def warm(site: Site) -> None:
    """Have the indexes and orders made that a save mends."""
    site.ctx.library.index()
    for ctx in site.contexts.values():
        _ = ctx.filed, ctx.letters, ctx.named, ctx.states


def _named(site: Site, contexts: Iterable[Context]) -> list[Context]:
    return [ctx for ctx in contexts if ctx.language.code not in site.unnamed]


def _pages_of(contexts: Iterable[Context], products: Iterable[str]) -> list[Page]:
    return [
        page
        for ctx in contexts
        for name in products
        for page in product_pages(ctx, ctx.library.products[name])
    ]


def _fingerprint(ctx: Context, library: Library, path: str) -> str:
    text = f"{ctx.fingerprint}{path}{library.texts[path]}"
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
