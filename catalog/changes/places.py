"""Variants in posts: who has which rank, who comes in and who goes out; told as products."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from catalog.changes.change import Change, Pair, in_both, names, post_name, record_of, title
from catalog.language import BOKMAL
from catalog.library import Library, placements
from catalog.periods import OVER, agreement_state, placement_period, placement_state

Place = tuple[str, str]
"""An agreement and a post."""
Ranks = Mapping[str, AbstractSet[str]]
"""Rank as text → the HMS numbers that have it."""


def _standings(library: Library, today: str) -> dict[Place, dict[str, set[str]]]:
    """Who has which rank in each post; a place that is over before its agreement is nobody's."""
    found: dict[Place, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (agreement, post), placed in library.by_post.items():
        record = library.agreements.get(agreement)
        live = record is not None and agreement_state(library, record, today) not in OVER
        for item in placed:
            if live and placement_state(library, item.placement, today) in OVER:
                continue
            rank = "listed" if item.placement.basis == "listed" else str(item.placement.rank or "")
            found[agreement, post][rank].add(item.variant.hms_number)
    return found


def ranks(pair: Pair) -> Iterator[Change]:
    """Posts whose variants or ranks differ, for agreements in both states."""
    before, after = (_standings(each, pair.today) for each in (pair.before, pair.after))
    for place in sorted({*before, *after}):
        agreement = place[0]
        if agreement not in pair.before.agreements or agreement not in pair.after.agreements:
            continue  # said as a whole by the agreement
        old, new = (_known(pair, found.get(place, {})) for found in (before, after))
        if old != new:
            yield from _one_place(pair, place, old, new)


def _known(pair: Pair, found: Ranks) -> dict[str, set[str]]:
    """`found` without the variants that are new to a product or gone from it: told there."""
    left = {rank: {n for n in numbers if not _alone(pair, n)} for rank, numbers in found.items()}
    return {rank: numbers for rank, numbers in left.items() if numbers}


def _alone(pair: Pair, number: str) -> bool:
    """Whether only one of the states has a variant, while both have its product."""
    here, there = pair.before.by_hms.get(number), pair.after.by_hms.get(number)
    found = here or there
    return (
        found is not None
        and None in (here, there)
        and found[0].id in pair.before.products
        and found[0].id in pair.after.products
    )


def _one_place(pair: Pair, place: Place, old: Ranks, new: Ranks) -> Iterator[Change]:
    where, url = _post(pair, place)
    here, then = set[str]().union(*new.values()), set[str]().union(*old.values())
    every = here | then
    for rank in sorted((r for r in {*old, *new} if r.isdigit()), key=int):
        had, have = old.get(rank, set()), new.get(rank, set())
        left, come = had - have, have - had
        if not (left or come):
            continue
        out, into = _told(pair, left, every), _told(pair, come, every)
        if left and come:
            text = f"rangering {rank} flyttes fra {out} til {into}"
        elif come:
            text = f"{into} får rangering {rank}"
        elif left <= here:
            text = f"{out} har ikke lenger rangering {rank}"
        else:
            text = f"rangering {rank} ({out}) går ut av posten"
        yield Change("rank", f"{where}: {text}.", url, _path(pair, come or left))
    gone = {
        n for n in then - here if not _ranked(old, n) and _product(pair, n) in pair.after.products
    }
    if gone:
        text = f"{where}: {_told(pair, gone, every)} går ut."
        yield Change("place", text, url, _path(pair, gone))
    fresh = {n for n in here - then if not _ranked(new, n)}
    if fresh:
        how = sorted({_RANK.get(r, "") for r in new if new[r] & fresh})
        text = f"{where}: {_told(pair, fresh, every)} kommer inn ({', '.join(how)})."
        yield Change("place", text, url, _path(pair, fresh))
    moved = {
        n
        for n in here & then
        if _rank(old, n) != _rank(new, n) and not _ranked(old, n) and not _ranked(new, n)
    }
    for rank in sorted({_rank(new, n) for n in moved}):
        these = {n for n in moved if _rank(new, n) == rank}
        text = f"{where}: {_told(pair, these, every)} er nå {_RANK[rank]}."
        yield Change("rank", text, url, _path(pair, these))


_RANK = {
    "": "rangering ikke registrert her",
    "unranked": "på avtale, uten rangering",
    "listed": "kun kjent fra erstatningsliste",
}


def _rank(found: Ranks, number: str) -> str:
    """A variant stands once in a post."""
    return next(rank for rank, numbers in found.items() if number in numbers)


def _ranked(found: Ranks, number: str) -> bool:
    return any(rank.isdigit() and number in numbers for rank, numbers in found.items())


def _product(pair: Pair, number: str) -> str:
    found = pair.after.by_hms.get(number) or pair.before.by_hms[number]
    return found[0].id


def _products(pair: Pair, numbers: AbstractSet[str]) -> set[str]:
    return {_product(pair, n) for n in numbers}


def _path(pair: Pair, numbers: AbstractSet[str]) -> str:
    return record_of(pair, min(_products(pair, numbers)))


def _told(pair: Pair, numbers: AbstractSet[str], every: AbstractSet[str]) -> str:
    """The products of `numbers`; those with more variants in `every`, with their numbers."""
    parts = {_product(pair, n) for n in every - numbers}
    split = sorted(n for n in numbers if _product(pair, n) in parts)
    whole = _products(pair, numbers) - parts
    said = [names(pair, whole)] if whole else []
    if split:
        shown = ", ".join(split[:3]) + (f" og {len(split) - 3} til" if len(split) > 3 else "")
        said.append(f"{names(pair, _products(pair, set(split)))} (HMS {shown})")
    return " og ".join(said)


def periods(pair: Pair) -> Iterator[Change]:
    """Places that begin or end on another day, for variants that stay."""
    found: dict[tuple[Place, str], set[str]] = defaultdict(set)
    among: dict[Place, set[str]] = defaultdict(set)
    for old, new in in_both(pair):
        then = {v.hms_number: placements(old, v) for v in old.variants}
        for variant in new.variants:
            was = {(p.agreement, p.post): p for p in then.get(variant.hms_number, ())}
            for placement in placements(new, variant):
                place = placement.agreement, placement.post
                among[place].add(variant.hms_number)
                same = was.get(place)
                if same is None or placement.agreement not in pair.after.agreements:
                    continue
                if (same.valid_from, same.valid_to) != (placement.valid_from, placement.valid_to):
                    span = BOKMAL.span(*placement_period(pair.after, placement))
                    found[place, span].add(variant.hms_number)
    for (place, span), numbers in sorted(found.items(), key=lambda f: f[0]):
        where, url = _post(pair, place)
        text = f"{where}: plassen til {_told(pair, numbers, among[place])} gjelder {span}."
        yield Change("place", text, url, _path(pair, numbers))


def _post(pair: Pair, place: Place) -> tuple[str, str]:
    """What a post is called, and its page."""
    agreement, number = place
    return post_name(pair.after, agreement, number), f"avtale/{agreement}/post/{number}/"


def off_agreement(pair: Pair) -> Iterator[Change]:
    """Variants that lose their last place of an agreement, counted by agreement."""
    lost: dict[str, list[str]] = defaultdict(list)
    gained: dict[str, list[str]] = defaultdict(list)
    for old, new in in_both(pair):
        then = {v.hms_number: {p.agreement for p in placements(old, v)} for v in old.variants}
        now = {v.hms_number: {p.agreement for p in placements(new, v)} for v in new.variants}
        for number in then.keys() & now.keys():
            for agreement in then[number] - now[number]:
                lost[agreement].append(new.id)
            for agreement in now[number] - then[number]:
                gained[agreement].append(new.id)
    for way, found in (("går ut av", lost), ("kommer inn på", gained)):
        for agreement, products in sorted(found.items()):
            record = pair.after.agreements.get(agreement)
            if record is not None:
                count = "1 variant" if len(products) == 1 else f"{len(products)} varianter"
                text = f"{count} {way} avtalen {title(record)} ({names(pair, set(products))})."
                yield Change("place", text, f"avtale/{agreement}/", record_of(pair, products[0]))
