"""Is it an ordinary retail product? A pure decision over a record, the findings and the build date.

The order of the rules is the model: the first that matches gives the status and its code. Only
R00 (a finding with source and date) and what the agreements say can speak about a product of the
catalogue; the other inputs are known for kinds of products and for people, never guessed here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from catalog.library import Library, placements
from catalog.periods import State, is_discontinued, placement_state
from catalog.records import Finding, Product, RetailFinding, Variant

Level = Literal["record", "variant", "product", "category", "rule"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known; None is unknown and is never taken for no."""

    explicit: str | None = None
    """The status of a finding with source and date."""
    short_need: bool = False
    """Lasting under two years."""
    institution: bool = False
    at_work: bool = False
    purpose: str | None = None
    """`daily_life`, `activity`, `training`, `treatment` or `gaming`."""
    under_26: bool | None = None
    made_for_impairment: bool | None = None
    sold_to_all: bool | None = None
    common: bool | None = None
    common_at_work: bool | None = None
    adaptable: bool = False
    low_price: bool = False
    """Listed among the affordable aids one buys oneself."""
    former_since: str | None = None
    active_post: bool = False
    """In a post of an agreement that is current on the build date."""


def _explicit(f: Facts) -> str | None:
    return f.explicit


def _short(f: Facts) -> str | None:
    return "other_responsibility" if f.short_need else None


def _institution(f: Facts) -> str | None:
    return "conditional" if f.institution else None


def _treatment(f: Facts) -> str | None:
    return "treatment_aid" if f.purpose == "treatment" else None


def _former(f: Facts) -> str | None:
    return "former_aid" if f.former_since else None


def _gaming(f: Facts) -> str | None:
    if f.purpose != "gaming":
        return None
    return "special_aid" if f.under_26 and f.made_for_impairment else "conditional"


def _training(f: Facts) -> str | None:
    if f.purpose != "training":
        return None
    return "conditional" if f.under_26 or f.made_for_impairment else "training_excluded"


def _activity(f: Facts) -> str | None:
    if f.purpose != "activity" or f.made_for_impairment is not False:
        return None
    return "adaptation_only" if f.adaptable else "retail"


def _work(f: Facts) -> str | None:
    if not (f.at_work and f.sold_to_all):
        return None
    return "other_responsibility" if f.common_at_work else "conditional"


def _small(f: Facts) -> str | None:
    return "small_aid_grant" if f.low_price and not f.active_post else None


def _sold_on_agreement(f: Facts) -> str | None:
    return "retail_but_aid" if f.sold_to_all and f.active_post else None


def _on_agreement(f: Facts) -> str | None:
    return "special_aid" if f.active_post else None


def _ordinary(f: Facts) -> str | None:
    if f.made_for_impairment is not False or not (f.common or f.sold_to_all):
        return None
    return "adaptation_only" if f.adaptable else "retail"


def _special_sold(f: Facts) -> str | None:
    return "retail_but_aid" if f.made_for_impairment and f.sold_to_all else None


def _special(f: Facts) -> str | None:
    return "special_aid" if f.made_for_impairment else None


RULES: tuple[tuple[str, Callable[[Facts], str | None], str], ...] = (
    ("R00", _explicit, "Et funn med kilde og dato sier det."),
    ("R01", _short, "Behovet varer under to år. Da har kommunen ansvaret."),
    ("R02", _institution, "På institusjon har kommunen eller institusjonen som regel ansvaret."),
    ("R03", _treatment, "Utstyr til behandling kommer fra sykehuset."),
    ("R04", _former, "Det var hjelpemiddel før, men er blitt en vanlig vare."),
    ("R05", _gaming, "Spesialutstyr til spill kan dekkes før fylte 26 år; ellers er det uavklart."),
    ("R06", _training, "Trening er utenfor ordningene, med få unntak."),
    ("R07", _activity, "Vanlig utstyr til aktivitet kjøper man selv; tilpasning kan dekkes."),
    ("R08", _work, "Det som er vanlig på like arbeidsplasser, betaler arbeidsgiver."),
    ("R09", _small, "Rimelige hjelpemidler kjøper man selv og kan søke tilskudd til."),
    ("R10", _sold_on_agreement, "Det selges til alle, men er på en gjeldende rammeavtale."),
    ("R11", _on_agreement, "Det er på en gjeldende rammeavtale med Nav."),
    ("R12", _ordinary, "Det er ikke laget spesielt, og folk flest kan kjøpe det."),
    (
        "R13",
        _special_sold,
        "Det er laget spesielt, men selges også til alle. Bør vurderes på nytt.",
    ),
    ("R14", _special, "Det er laget for personer med nedsatt funksjon."),
)
"""Code, rule and what the rule says, in the order they are asked."""

NOTHING = ("R15", "Ingen har vurdert det.")


@dataclass(frozen=True, slots=True)
class Resolution:
    """A status and what gave it."""

    status: str
    code: str
    explanation: str
    level: Level
    finding: Finding | None = None
    record: RetailFinding | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the decision or finding; none where a rule alone speaks."""
        if self.record is not None:
            return (self.record.source,)
        return self.finding.sources if self.finding is not None else ()


def decide(facts: Facts) -> tuple[str, str, str]:
    """The status, the rule's code and what the rule says; the first match wins."""
    for code, rule, text in RULES:
        status = rule(facts)
        if status is not None:
            return status, code, text
    return "not_assessed", *NOTHING


def resolve(
    library: Library, product: Product, today: str, variant: Variant | None = None
) -> Resolution:
    """The status of a product, or of one of its variants, on the build date.

    An editor's decision in the record wins, then the finding for the variant, the product and the
    longest category code; without any, what the agreements say.
    """
    if product.retail is not None and product.retail.status != "not_assessed":
        status, code, text = decide(Facts(explicit=product.retail.status))
        return Resolution(status, code, text, "record", record=product.retail)
    level, finding = _finding(library, product, variant)
    facts = Facts(
        explicit=finding.status if finding else None,
        active_post=product.kind == "aid" and in_force(library, product, today),
    )
    status, code, text = decide(facts)
    return Resolution(status, code, text, level if finding else "rule", finding)


def for_category(library: Library, code: str) -> Finding | None:
    """The finding that holds for a whole category: its own or the nearest above."""
    for length in range(len(code), 1, -2):
        found = library.findings_for.get(code[:length])
        if found is not None:
            return found
    return None


def in_force(library: Library, product: Product, today: str) -> bool:
    """Whether a variant still sold is placed in a current agreement by a source that says so."""
    return any(
        p.basis != "listed" and placement_state(library, p, today) is State.CURRENT
        for v in product.variants
        if not is_discontinued(v, today)
        for p in placements(product, v)
    )


def _finding(
    library: Library, product: Product, variant: Variant | None
) -> tuple[Level, Finding | None]:
    found = library.findings_for.get(variant.hms_number) if variant else None
    if found is not None:
        return "variant", found
    found = library.findings_for.get(product.id)
    if found is not None:
        return "product", found
    if product.category is None or product.kind != "aid":
        return "rule", None
    return "category", for_category(library, product.category)
