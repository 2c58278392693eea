"""What differs between products, property by property: the one place that decides it in Python.

`theme/js/facts.js` says the same in the browser; a test holds the two together. An unknown value
is no difference, and neither is an equal one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.records import Variant
from catalog.views import properties
from catalog.views.context import Context
from catalog.views.placement import Entry


@dataclass(frozen=True, slots=True)
class Difference:
    """One property that two products have unlike: both values for readers, with units."""

    id: str
    label: str
    this: str
    other: str


def differences(
    ctx: Context, this: Sequence[Variant], other: Sequence[Variant]
) -> tuple[Difference, ...]:
    """What differs between two sets of variants, in the vocabulary's order."""
    return _between(ctx, _values(ctx, this), _values(ctx, other))


def entry_differences(ctx: Context, this: Entry, other: Entry) -> tuple[Difference, ...]:
    """The same for two rungs of a ladder; each rung is summed up once per build."""
    return _between(ctx, _rung_values(ctx, this), _rung_values(ctx, other))


def _between(ctx: Context, this: dict[str, str], other: dict[str, str]) -> tuple[Difference, ...]:
    return tuple(
        Difference(name, ctx.text(ctx.library.properties[name].label), value, other[name])
        for name, value in this.items()
        if name in other and other[name] != value
    )


def _rung_values(ctx: Context, entry: Entry) -> dict[str, str]:
    placement = entry.placement  # a variant stands once in a post
    key = (placement.agreement, placement.post, entry.variants[0].hms_number)
    if key not in ctx.rungs:
        ctx.rungs[key] = _values(ctx, entry.variants)
    return ctx.rungs[key]


def _values(ctx: Context, variants: Sequence[Variant]) -> dict[str, str]:
    """Property → its value over all of `variants`, those without any left out."""
    return {
        name: shown
        for name in properties.used(ctx, variants)
        if (shown := properties.summary(ctx, variants, name))
    }
