"""Products in posts: who has which rank, who comes in and who goes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from catalog.changes.change import Change, Pair, in_both, names, post_name, record_of, title
from catalog.library import Library, agreement_path, placements

Place = tuple[str, str]


def _standings(library: Library) -> dict[Place, dict[str, set[str]]]:
    """(agreement, post) → rank as text → products that have it."""
    found: dict[Place, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (agreement, post), placed in library.by_post.items():
        for item in placed:
            rank = "listed" if item.placement.basis == "listed" else str(item.placement.rank or "")
            found[agreement, post][rank].add(item.product.id)
    return found


def ranks(pair: Pair) -> Iterator[Change]:
    """Posts whose products or ranks differ, for agreements in both states."""
    before, after = _standings(pair.before), _standings(pair.after)
    for place in sorted({*before, *after}):
        agreement = place[0]
        if agreement not in pair.before.agreements or agreement not in pair.after.agreements:
            continue  # said as a whole by the agreement
        old, new = before.get(place, {}), after.get(place, {})
        if old != new:
            yield from _one_place(pair, place, old, new)


def _one_place(
    pair: Pair, place: Place, old: Mapping[str, set[str]], new: Mapping[str, set[str]]
) -> Iterator[Change]:
    agreement, number = place
    record = pair.after.agreements[agreement]
    where, url = post_name(pair.after, agreement, number), f"avtale/{agreement}/post/{number}/"
    path = agreement_path(record)
    here, then = set().union(*new.values()), set().union(*old.values())
    for rank in sorted({*old, *new}, key=lambda r: (not r.isdigit(), r.zfill(3))):
        left, come = (
            old.get(rank, set()) - new.get(rank, set()),
            new.get(rank, set()) - old.get(rank, set()),
        )
        if not rank.isdigit() or not (left or come):
            continue
        path = record_of(pair, min(come or left))
        if left and come:
            text = f"rangering {rank} flyttes fra {names(pair, left)} til {names(pair, come)}"
        elif come:
            text = f"{names(pair, come)} får rangering {rank}"
        elif left <= here:
            text = f"{names(pair, left)} har ikke lenger rangering {rank}"
        else:
            text = f"rangering {rank} ({names(pair, left)}) går ut av posten"
        yield Change("rank", f"{where}: {text}.", url, path)
    gone = [p for p in sorted(then - here) if p in pair.after.products]
    unranked = [p for p in gone if not any(p in old.get(r, ()) for r in old if r.isdigit())]
    if unranked:
        yield Change(
            "place",
            f"{where}: {names(pair, unranked)} går ut.",
            url,
            record_of(pair, unranked[0]),
        )
    fresh = [
        p for p in sorted(here - then) if not any(p in new.get(r, ()) for r in new if r.isdigit())
    ]
    if fresh:
        how = {_RANK.get(r, "") for r in new for p in fresh if p in new[r]}
        yield Change(
            "place",
            f"{where}: {names(pair, fresh)} kommer inn ({', '.join(sorted(how))}).",
            url,
            record_of(pair, fresh[0]),
        )
    same = (here & then) - {
        p for r in {*old, *new} if r.isdigit() for p in old.get(r, set()) ^ new.get(r, set())
    }
    moved = [p for p in sorted(same) if _how(old, p) != _how(new, p)]
    if moved:
        yield Change(
            "rank",
            f"{where}: {names(pair, moved)} er nå {', '.join(_how(new, moved[0]))}.",
            url,
            record_of(pair, moved[0]),
        )


_RANK = {
    "": "rangering ikke registrert her",
    "unranked": "på avtale, uten rangering",
    "listed": "kun kjent fra erstatningsliste",
}


def _how(ranks: Mapping[str, set[str]], product: str) -> list[str]:
    return sorted(_RANK.get(r, f"rangering {r}") for r in ranks if product in ranks[r])


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
