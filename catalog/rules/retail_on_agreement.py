"""En vanlig vare står på en gjeldende avtale.

Hva: Status `retail`, `former_aid`, `training_excluded` eller `not_an_aid` på et produkt i en gjeldende post krever `override_reason`.
Hvorfor: En vare Nav ikke låner ut, står vanligvis ikke på en avtale; én av opplysningene er trolig feil.
Eksempel: `status: retail` på et produkt med rangering 1 i en gjeldende avtale.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Severity
from catalog.library import Library, product_path
from catalog.records import Product
from catalog.retail import in_force, resolve
from catalog.rules.base import Finding

CODE = "retail-on-agreement"
SEVERITY = Severity.ERROR

NOT_LENT = frozenset({"retail", "former_aid", "training_excluded", "not_an_aid"})


def check(library: Library, today: str) -> Iterator[Finding]:
    """Look for products that are both lent and not."""
    for product in library.products.values():
        if not in_force(library, product, today):
            continue
        found = resolve(library, product, today)
        if found.status in NOT_LENT:
            yield from _breach(product, found.finding or found.record)


def _breach(product: Product, said: object) -> Iterator[Finding]:
    if getattr(said, "override_reason", None) is None:
        yield Finding(
            product_path(product),
            ("retail", "status") if product.retail else ("placements",),
            f"«{product.name}» står på en gjeldende avtale, men regnes som en vare Nav ikke låner ut.",
            "Rett statusen, eller skriv `override_reason` der statusen er satt.",
        )
