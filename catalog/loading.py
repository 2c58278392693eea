"""Record files → `Library`, with the faults found in the files themselves.

A library is built from the files without a fault, so that the rules between files can speak of the
rest in the same run; whoever writes a site stops at the first error in the report.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from catalog import source
from catalog.diagnostics import Diagnostic, Position, Report, Route
from catalog.library import Library
from catalog.records import (
    VOCABULARY,
    Agreement,
    Categories,
    Entrances,
    Exceptions,
    Findings,
    Guide,
    Paths,
    Product,
    Properties,
    Published,
    Rates,
    Record,
    Releases,
    Requirements,
    Situations,
    Sources,
    Suppliers,
    Synonyms,
    Tombstones,
    parse,
)

R = TypeVar("R", bound=Record)

Parsed = dict[str, tuple[bytes, Record]]
"""Path → the digest of the file's bytes and the sound record in it."""


def load(files: Mapping[str, bytes], parsed: Parsed | None = None) -> tuple[Library, Report]:
    """Read and validate every record in `files` (repository path → bytes).

    `parsed` spares the files it knows, and learns the others that are sound.
    """
    loader = _Loader({} if parsed is None else parsed)
    for path in sorted(files):
        loader.add(path, files[path])
    return loader.library(), Report.of(loader.faults)


def parsed(files: Mapping[str, bytes], paths: Iterable[str]) -> Parsed:
    """The sound records at `paths`; those with a fault are left for `load` to tell."""
    loader = _Loader({})
    for path in paths:
        loader.add(path, files[path])
    return loader.parsed


class _Loader:
    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.faults: list[Diagnostic] = []
        self.texts: dict[str, str] = {}
        self.records: dict[type[Record], list[tuple[str, Record]]] = defaultdict(list)

    def add(self, path: str, content: bytes) -> None:
        model = kind(path)
        if model is None:
            self.faults.append(
                Diagnostic(
                    path,
                    Position(),
                    "unknown-file",
                    "Fila hører ikke til noen av katalogens mapper.",
                    "Poster ligger i products/NN/<id>.yaml, agreements/<id>.yaml eller "
                    f"vocabulary/{{{', '.join(sorted(VOCABULARY))}}}.yaml.",
                )
            )
            return
        digest = hashlib.blake2b(content, digest_size=16).digest()
        known = self.parsed.get(path)
        if known is not None and known[0] == digest:
            self.texts[path] = content.decode()
            self.records[model].append((path, known[1]))
            return
        try:
            document = source.read(path, content)
        except source.SourceError as error:
            self.faults.append(error.diagnostic)
            return
        self.texts[path] = document.text
        record = parse(model, document.data)
        if isinstance(record, tuple):
            for route, key, code, message, hint in record:
                position = document.locate(route, key=key)
                self.faults.append(Diagnostic(path, position, code, message, hint))
        else:
            self.records[model].append((path, record))
            self.parsed[path] = (digest, record)

    def of(self, model: type[R]) -> list[tuple[str, R]]:
        return self.records[model]  # type: ignore[return-value]

    def library(self) -> Library:
        return Library(
            products=self._by_id(self.of(Product), "products"),
            agreements=self._by_id(self.of(Agreement), "agreements"),
            suppliers=self._listed(
                ((p, s.id, s) for p, r in self.of(Suppliers) for s in r.suppliers)
            ),
            categories=self._listed(
                ((p, c.code, c) for p, r in self.of(Categories) for c in r.categories)
            ),
            properties=self._listed(
                ((p, x.id, x) for p, r in self.of(Properties) for x in r.properties), ordered=False
            ),
            sections=self._listed(
                ((p, x.id, x) for p, r in self.of(Properties) for x in r.sections), ordered=False
            ),
            sources=self._listed(((p, s.id, s) for p, r in self.of(Sources) for s in r.sources)),
            requirements=self._listed(
                ((p, x.id, x) for p, r in self.of(Requirements) for x in r.requirements)
            ),
            entrances=tuple(x for _, r in self.of(Entrances) for x in r.entrances),
            exceptions=tuple(x for _, r in self.of(Exceptions) for x in r.exceptions),
            synonyms=tuple(x for _, r in self.of(Synonyms) for x in r.synonyms),
            findings=self._listed(
                ((p, x.id, x) for p, r in self.of(Findings) for x in r.findings), ordered=False
            ),
            rates=self._listed(
                ((p, x.id, x) for p, r in self.of(Rates) for x in r.rates), ordered=False
            ),
            notices=tuple(x for _, r in self.of(Rates) for x in r.notices),
            paths=self._listed(
                ((p, x.id, x) for p, r in self.of(Paths) for x in r.paths), ordered=False
            ),
            situations=self._listed(
                ((p, x.id, x) for p, r in self.of(Situations) for x in r.situations), ordered=False
            ),
            guide_questions=tuple(x for _, r in self.of(Guide) for x in r.questions),
            guide_outcomes=tuple(x for _, r in self.of(Guide) for x in r.outcomes),
            tombstones=tuple(x for _, r in self.of(Tombstones) for x in r.tombstones),
            published=next((r for _, r in self.of(Published)), None),
            releases=tuple(x for _, r in self.of(Releases) for x in r.releases),
            texts=self.texts,
        )

    def _by_id(self, records: list[tuple[str, R]], folder: str) -> dict[str, R]:
        """Records whose id equals the file name, in id order."""
        found: dict[str, tuple[str, R]] = {}
        for path, record in records:
            name: str = record.id  # type: ignore[attr-defined]
            file = path.rpartition("/")[2]
            if file != f"{name}.yaml":
                self._fault(
                    path,
                    ("id",),
                    "id-is-not-file-name",
                    f"Id-en «{name}» er ikke lik filnavnet «{file}».",
                    f"Gi fila navnet {name}.yaml, eller rett id-en. En brukt id endres aldri.",
                )
                continue
            if name in found:
                self._fault(
                    path,
                    ("id",),
                    "duplicate-id",
                    f"Id-en «{name}» er brukt før, i {found[name][0]}.",
                    f"Hver id i {folder}/ finnes én gang.",
                )
                continue
            found[name] = (path, record)
        return {name: found[name][1] for name in sorted(found)}

    def _listed(
        self, entries: Iterable[tuple[str, str, R]], *, ordered: bool = True
    ) -> dict[str, R]:
        found: dict[str, R] = {}
        for path, name, record in entries:
            if name in found:
                self._fault(
                    path, (), "duplicate-id", f"«{name}» står to ganger i lista.", "Behold én."
                )
            found[name] = record
        return dict(sorted(found.items())) if ordered else found

    def _fault(self, path: str, route: Route, code: str, message: str, hint: str) -> None:
        position = source.Document(path, self.texts[path], None).locate(route)
        self.faults.append(Diagnostic(path, position, code, message, hint))


def kind(path: str) -> type[Record] | None:
    """The model of the file at `path`, or None where no record belongs."""
    match path.split("/"):
        case ["products", folder, _] if len(folder) == 2 and folder.isdigit():
            return Product
        case ["agreements", _]:
            return Agreement
        case ["vocabulary", name] if name.endswith(".yaml"):
            stem = name.removesuffix(".yaml")
            return VOCABULARY.get(stem) or (Sources if stem.startswith("sources-") else None)
    return None
