"""What each code means, for people: the rules speak for themselves, the shape of files here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from catalog.language import Language
from catalog.rules import RULES


@dataclass(frozen=True, slots=True)
class RuleDoc:
    """One code: what is checked, why, and an example."""

    code: str
    title: str
    what: str
    why: str
    example: str
    severity: str


_PARTS = re.compile(
    r"^Hva: (?P<what>.+?)\nHvorfor: (?P<why>.+?)\nEksempel: (?P<example>.+)$",
    re.DOTALL | re.MULTILINE,
)


def _of_rule(code: str, doc: str, severity: str) -> RuleDoc:
    title, _, rest = doc.strip().partition("\n")
    match = _PARTS.search(rest)
    if match is None:
        raise ValueError(f"the docstring of {code} lacks Hva, Hvorfor or Eksempel")
    parts = {k: " ".join(v.split()) for k, v in match.groupdict().items()}
    return RuleDoc(code, title, parts["what"], parts["why"], parts["example"], severity)


_SHAPE = """
empty-file | Fila er tom | Hver fil har én post. | En tom fil er oftest en glemt fil. | En fil uten innhold.
not-utf-8 | Fila er ikke UTF-8 | Filer lagres som UTF-8. | Ellers blir æ, ø og å feil for leserne. | Latin-1 fra et eldre program.
byte-order-mark | Fila har BOM | Filer lagres uten BOM. | Merket er usynlig og havner i det første feltnavnet. | «UTF-8 med BOM» i Notisblokk.
carriage-return | Linjeskift fra Windows | Linjer slutter med LF. | Ellers viser hver linje seg som endret. | CRLF.
tab-character | Tabulatortegn | Innrykk er mellomrom. | YAML tillater ikke tabulator i innrykk. | Et tabulatortegn foran `name:`.
control-character | Styretegn | Bare synlige tegn. | Usynlige tegn ødelegger søk og visning. | En nullbyte limt inn fra et annet program.
file-too-large | Fila er for stor | En fil er under 2 MB. | Ingen post er så stor; trolig er det feil fil. | Et regneark lagret som .yaml.
too-deep | Fila er nøstet for dypt | Høyst 32 nivåer. | Ingen post trenger det. | En klamme som aldri lukkes.
yaml-syntax | Fila er ikke gyldig YAML | Innrykk, kolon og anførselstegn stemmer. | Ellers kan ingen lese posten. | `navn: a: b`.
several-documents | Flere dokumenter i én fil | Én fil, én post. | Den andre posten ville blitt borte. | Linja `---` midt i fila.
duplicate-key | Samme felt to ganger | Hvert felt står én gang. | Den siste verdien ville vunnet i det stille. | To linjer med `name:`.
key-not-text | Feltnavn som ikke er tekst | Feltnavn er ren tekst. | Andre nøkler har ingen mening her. | `? [a, b] : c`.
anchor-or-alias | Anker eller alias | Verdier skrives ut. | Den som leser én post, skal se hele posten. | `&felles` og `*felles`.
tag | Merkelapp | Ingen merkelapper. | Typene er gitt av feltene. | `!!str 12`.
unknown-file | Filen hører ikke hjemme | Poster ligger i products/, agreements/ og vocabulary/. | Ellers blir de aldri lest. | products/rullator.yaml uten mappe NN.
unknown-field | Ukjent felt | Bare kjente felt. | En skrivefeil i et feltnavn skal ikke bli til et tapt svar. | `rangering: 1`; feltet heter `rank`.
missing-field | Felt mangler | Påkrevde felt finnes. | Uten dem kan siden ikke lages. | En variant uten `hms_number`.
wrong-type | Feil type | Hvert felt har sin type. | Tekst kan ikke regnes med. | `order_scheme: ja`; skriv `true`.
bad-value | Verdi som ikke går an | Verdien passer til feltet. | Ellers blir den vist feil. | En egenskap med en liste på tre tall.
bad-choice | Ikke et av valgene | Feltet har faste valg. | Et ukjent valg kan ikke forklares for leserne. | `kind: aide`.
empty-value | Tom verdi | Et felt som står der, har innhold. | Ukjent sies ved å utelate feltet. | `name: ""`.
too-long | For lang verdi | Tekster har en grense. | Lange tekster hører ikke hjemme i et kort felt. | En hel omtale i `name`.
bad-id | Ugyldig id | a–z, tall og enkle bindestreker. | Id-en er en del av adressen og endres aldri. | `id: ../etac`.
bad-date | Ugyldig dato | ÅÅÅÅ-MM-DD, og dagen finnes. | Gyldighet avgjøres av datoer. | `2025-02-30`.
bad-hms-number | Ugyldig HMS-nummer | Seks sifre. | Nummeret er det man bestiller med. | `"19161"`.
hms-number-unquoted | HMS-nummer uten anførselstegn | Nummeret står i anførselstegn. | Som tall mister det nullene foran. | `hms_number: 19161`.
category-unquoted | Kategori uten anførselstegn | Koden står i anførselstegn. | Som tall mister den nullene foran. | `category: 12180603`.
post-unquoted | Postnummer uten anførselstegn | Postnummeret er tekst. | «1A» er også et postnummer. | `post: 17`.
bad-category | Ugyldig kategorikode | 2, 4, 6 eller 8 sifre. | Koden er plassen i ISO 9999-treet. | `"093"`.
bad-post-number | Ugyldig postnummer | Et tall, eventuelt med stor bokstav. | Posten må kunne finnes igjen i avtalen. | `"post 17"`.
bad-url | Ugyldig adresse | Adresser begynner med https://. | Andre adresser kan ikke lenkes trygt. | `javascript:…`.
bad-rank | Ugyldig rangering | 1, 2, 3 … eller `unranked`. | Rangering 0 finnes ikke. | `rank: 0`.
rank-99 | 99 som rangering | «Uten rangering» skrives `unranked`. | 99 er en intern kode og må aldri vises. | `rank: 99`.
reversed-range | Baklengs område | [fra, til] med det minste først. | Ellers finner ingen filtre verdien. | `[58, 43]`.
bad-property-value | Ugyldig egenskap | Tall, [fra, til], true/false eller tekst. | Bare slike verdier kan sammenlignes. | `seat_width: {cm: 45}`.
id-is-not-file-name | Id og filnavn er ulike | Fila heter id-en med .yaml. | Slik finner man posten fra siden. | swift.yaml med `id: etac-swift`.
duplicate-id | Samme id to ganger | Hver id finnes én gang. | To sider kan ikke ha samme adresse. | To filer med `id: etac-swift`.
spent-exception | Unntak som ikke trengs lenger | Et unntak må fortsatt slå ut. | Ellers skjuler det nye feil. | En regel som nå er oppfylt.
"""


def _of_line(line: str) -> RuleDoc:
    code, title, what, why, example = (part.strip() for part in line.split(" | "))
    return RuleDoc(code, title, what, why, example, "error")


DOCS: dict[str, RuleDoc] = {
    doc.code: doc
    for doc in sorted(
        (
            *(_of_line(line) for line in _SHAPE.strip().splitlines()),
            *(_of_rule(r.CODE, r.__doc__ or "", r.SEVERITY.value) for r in RULES),
        ),
        key=lambda doc: doc.code,
    )
}
"""Every code a report can carry."""


def told(language: Language, doc: RuleDoc) -> RuleDoc:
    """`doc` in `language`; the example is what stands in a record and stays as it is."""
    title, what, why = (language.own(text) for text in (doc.title, doc.what, doc.why))
    return replace(doc, title=title, what=what, why=why, example=language.foreign(doc.example))
