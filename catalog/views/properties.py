"""Properties for readers: formatted with unit, summed up over variants, grouped by section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from catalog.language import filled, joined
from catalog.records import Evidence, Product, Property, Variant
from catalog.views.context import Context


@dataclass(frozen=True, slots=True)
class Row:
    """One property: its label and its value, both for readers."""

    id: str
    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one section."""

    label: str
    rows: tuple[Row, ...]


def text(ctx: Context, known: Property, value: Any) -> str:
    """One value with its unit: `43–58 cm`, `Ja`, `Bafang`."""
    if isinstance(value, bool):
        return ctx.language("Ja") if value else ctx.language("Nei")
    if isinstance(value, str):
        return value
    return ctx.language.measure(value, known.unit)


def value_of(ctx: Context, variant: Variant, name: str) -> Any:
    """The value of one property, or None where it is unknown or too implausible to show."""
    value = variant.properties.get(name)
    if value is None or not ctx.library.properties[name].plausible(value):
        return None
    return value


def used(ctx: Context, variants: Iterable[Variant]) -> tuple[str, ...]:
    """The properties any of `variants` has a value for, in the vocabulary's order."""
    names = {name for variant in variants for name in variant.properties}
    return tuple(name for name in ctx.library.properties if name in names)


def summary(ctx: Context, variants: Sequence[Variant], name: str) -> str:
    """One property over several variants: a range from lowest to highest, or the distinct values.

    Empty when no variant has it.
    """
    known = ctx.library.properties[name]
    values = [v for variant in variants if (v := value_of(ctx, variant, name)) is not None]
    if not values:
        return ""
    if known.type == "measure":
        lows = [v[0] if isinstance(v, tuple) else v for v in values]
        highs = [v[1] if isinstance(v, tuple) else v for v in values]
        return text(ctx, known, (min(lows), max(highs)))
    return ", ".join(sorted({text(ctx, known, v) for v in values}))


def parted(ctx: Context, variants: Sequence[Variant]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The properties that every variant has alike, and those that differ between them."""
    alike, differing = [], []
    for name in used(ctx, variants):
        first, *others = [value_of(ctx, variant, name) for variant in variants]
        if any(value != first for value in others):
            differing.append(name)
        elif first is not None:
            alike.append(name)
    return tuple(alike), tuple(differing)


def by_section(ctx: Context, product: Product, names: Iterable[str]) -> tuple[Group, ...]:
    """What every variant has alike, by section."""
    groups: dict[str, list[Row]] = {}
    for name in names:
        known = ctx.library.properties[name]
        value = value_of(ctx, product.variants[0], name)
        groups.setdefault(known.section, []).append(
            Row(name, ctx.text(known.label), text(ctx, known, value), basis(ctx, product, name))
        )
    return tuple(
        Group(ctx.text(section.label), tuple(groups[section.id]))
        for section in ctx.library.sections.values()
        if section.id in groups
    )


_BASIS = {
    "name": "lest av artikkelnavnet",
    "description": "lest av en kort beskrivelse",
    "list": "fra en liste",
    "derived": "utledet",
    "stated": "oppgitt",
}


def basis(ctx: Context, product: Product, name: str) -> str:
    """How a property is known, with source and date; every distinct way its variants name."""
    _ = ctx.language
    found: dict[str, None] = {}
    for variant in product.variants:
        if name not in variant.properties:
            continue
        for evidence in evidence_of(product, variant):
            if name in evidence.of:
                source = ctx.library.sources[evidence.source]
                how = f"{_(_BASIS[evidence.basis])} ({{title}}, {_.day(source.date)})"
                found[filled(how, title=_.foreign(source.title))] = None
    return joined("; ", tuple(found))


def evidence_of(product: Product, variant: Variant) -> tuple[Evidence, ...]:
    """The evidence that holds for `variant`: its own, or else its product's."""
    return product.evidence if variant.evidence is None else variant.evidence
