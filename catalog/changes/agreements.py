"""Agreements and posts: new, gone, prolonged, renamed."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.changes.change import Change, Pair, post_name, title
from catalog.language import BOKMAL
from catalog.library import agreement_path
from catalog.records import Agreement


def agreements(pair: Pair) -> Iterator[Change]:
    """New agreements, and what changed in those that stay; see `removed` for the rest."""
    for name, new in pair.after.agreements.items():
        url, path = f"avtale/{name}/", agreement_path(new)
        old = pair.before.agreements.get(name)
        if old is None:
            period = BOKMAL.span(new.valid_from, new.valid_to)
            yield Change(
                "agreement",
                f"Ny avtale: {title(new)} ({period}), {len(new.posts)} poster.",
                url,
                path,
            )
            continue
        if (old.valid_from, old.valid_to) != (new.valid_from, new.valid_to):
            was, is_ = (BOKMAL.span(a.valid_from, a.valid_to) for a in (old, new))
            text = f"{new.title}: {was} → {is_}."
            yield Change("agreement", text, url, path)
        if old.options != new.options:
            yield Change("agreement", f"{title(new)}: opsjonene er endret.", url, path)
        if (old.supersedes, old.not_continued) != (new.supersedes, new.not_continued):
            yield Change(
                "agreement",
                f"{title(new)}: hva den følger etter eller føres videre som, er endret.",
                url,
                path,
            )
        if old.title != new.title:
            yield Change("name", f"Avtalen {old.title} heter nå {new.title}.", url, path)
        rest = [said for field, said in _LEFT if getattr(old, field) != getattr(new, field)]
        if rest:
            yield Change("text", f"{title(new)}: {', '.join(rest)} er endret.", url, path)
        if old.checked != new.checked and new.checked:
            said = f"bekreftet {BOKMAL.day(new.checked)}"
            yield Change("checked", f"{title(new)}: {said}.", url, path)
        for post in new.posts:
            yield from _one_post(pair, old, new, post.number)


def _one_post(pair: Pair, old: Agreement, new: Agreement, number: str) -> Iterator[Change]:
    url, path = f"avtale/{new.id}/post/{number}/", agreement_path(new)
    was, is_ = pair.before.post(old.id, number), pair.after.post(new.id, number)
    if was is None:
        yield Change("agreement", f"{post_name(pair.after, new.id, number)} er ny.", url, path)
    elif is_ is not None:
        if was.allocation != is_.allocation:
            said = f"fordeling {_ALLOCATION[was.allocation]} → {_ALLOCATION[is_.allocation]}"
            yield Change("rank", f"{post_name(pair.after, new.id, number)}: {said}.", url, path)
        if was.title != is_.title:
            said = f"heter nå «{is_.title or 'uten tittel'}»"
            yield Change("name", f"{post_name(pair.after, new.id, number)} {said}.", url, path)
        if (was.intended_for, was.requires, was.successor_of) != (
            is_.intended_for,
            is_.requires,
            is_.successor_of,
        ):
            yield Change(
                "text",
                f"{post_name(pair.after, new.id, number)}: krav eller forklaring er endret.",
                url,
                path,
            )


_LEFT = (("abbreviation", "forkortelsen"), ("reference", "saksnummeret"), ("sources", "kilder"))
"""Fields that no other line tells of, in words."""
_ALLOCATION = {
    "ranked": "rangert",
    "unranked": "ikke rangert",
    "parallel": "parallell",
    "unknown": "ikke kjent",
}
