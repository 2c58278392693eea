"""Norwegian compounds: `dusjstol` → `dusj`, `stol`. Right-headed, validated by the catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from catalog.search.analysis import key, words

HEADS = """
stol rullestol krakk pute seng heis seil bord brett rampe stativ sete sykkel vogn krykke stokk tang
klokke lampe lykt lupe briller skjerm telefon alarm varsler forsterker apparat slynge hjelpemiddel
maskin tavle bok styring kontroll madrass laken grind støtte belte sele klosse plate lene armlene
håndtak grep rekkverk løfter forhøyer klatrer kjelke ski pulk ball motor batteri lader mottaker
sender bryter tastatur mus joystick programvare utstyr system anlegg enhet kalender planlegger
bestikk kniv skje gaffel glass kopp tallerken åpner holder trekker påtrekker skohorn kost børste kam
vekt måler pumpe pose bleie ortose protese korsett skinne sko såle strømpe hanske hjelm beskytter
underlag overtrekk trekk teppe dyne matte brikke skive bar bøyle list display skriver leser kikkert
filter rull hjul dekk felg aggregat kurv veske nett feste adapter kasse benk bidet toalett dusj kar
kran servant speil skap hylle dør vindu lås nøkkel gardin trapp plattform båre kajakk sparkstøtting
tandem gåstol gåbord tralle rullator ramme panne gryte bolle trener bremse drosje rygg terskel sluse
pedal ratt stang lift sensor tang eliminator
""".split()


class Compounds:
    """Splits keys whose parts the catalogue knows."""

    def __init__(self, texts: Iterable[str]) -> None:
        """`texts` are the catalogue's names and categories: a modifier must occur in them."""
        self.heads = {key(h) for h in HEADS}
        self.known: Counter[str] = Counter()
        for word, times in Counter(chain.from_iterable(set(words(t)) for t in texts)).items():
            if (found := key(word)).isalpha():
                self.known[found] += times
        self._shared = self._modifiers()
        self._split: dict[str, tuple[str, str] | None] = {}
        self._parts: dict[str, tuple[str, ...]] = {}

    def _modifiers(self) -> frozenset[str]:
        """What stands before at least two different heads."""
        heads: dict[str, set[str]] = {}
        for known in self.known:
            for i in range(3, len(known) - 2):
                if known[i:] in self.heads:
                    heads.setdefault(known[:i], set()).add(known[i:])
        return frozenset(m for m, found in heads.items() if len(found) >= 2)

    def split(self, word: str) -> tuple[str, str] | None:
        """(modifier, head) of a key, or None. The longest modifier that is known wins."""
        if word not in self._split:
            self._split[word] = self._find(word)
        return self._split[word]

    def _find(self, word: str) -> tuple[str, str] | None:
        if len(word) < 5 or not word.isalpha():
            return None
        for i in range(len(word) - 2, 1, -1):
            head = word[i:]
            if len(head) >= 3 and head in self.heads:
                modifier = self._modifier(word[:i])
                if modifier is not None:
                    return modifier, head
        return None

    def _modifier(self, left: str) -> str | None:
        candidates = {left, key(left)}
        if left.endswith("s") and len(left) > 4:
            candidates |= {left[:-1], key(left[:-1])}
        best = [c for c in candidates if self.known[c] >= (1 if len(c) >= 4 else 3) and len(c) >= 2]
        if best:
            return max(best, key=lambda c: (self.known[c], c))
        return key(left) if left in self._shared else None

    def parts(self, word: str) -> tuple[str, ...]:
        """Modifier and head, and the whole right branch where that splits too."""
        if word not in self._parts:
            self._parts[word] = self._branches(word)
        return self._parts[word]

    def _branches(self, word: str) -> tuple[str, ...]:
        found = self.split(word)
        if found is None:
            return ()
        longer = (
            word[i:]
            for i in range(2, len(word) - 3)
            if word[i:] != found[1] and word[i:] in self.heads and self._modifier(word[:i])
        )
        return (*found, *list(longer)[:1])
