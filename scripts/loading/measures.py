"""Technical data as typed properties: labels, units, ranges, bounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SECTIONS = (
    ("seat", "Sete", "Sete", "Seat"),
    ("back", "Rygg", "Rygg", "Back"),
    ("armrest", "Armlener", "Armlene", "Armrests"),
    ("measures", "Mål og vekt", "Mål og vekt", "Measures and weight"),
    ("capacity", "Tåler", "Toler", "Capacity"),
    ("wheels", "Hjul, gir og bremser", "Hjul, gir og bremser", "Wheels, gears and brakes"),
    ("power", "Motor og batteri", "Motor og batteri", "Motor and battery"),
    ("general", "Annet", "Anna", "Other"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """A property and the labels of technical data that mean it."""

    id: str
    nb: str
    nn: str
    en: str
    type: str
    unit: str
    section: str
    bounds: tuple[float, float] | None = None
    fit: str = ""
    label: str = ""
    """The label in the data, when it differs from `nb`."""


def _measure(line: str) -> Known:
    id_, nb, nn, en, unit, section, low, high, *rest = (part.strip() for part in line.split("|"))
    fit = rest[0] if rest else ""
    label = rest[1] if len(rest) > 1 else ""
    bounds = (_number(low), _number(high))
    return Known(id_, nb, nn, en, "measure", unit, section, bounds, fit, label)


def _other(line: str) -> Known:
    id_, nb, nn, en, type_, section, *rest = (part.strip() for part in line.split("|"))
    return Known(id_, nb, nn, en, type_, "", section, None, "", rest[0] if rest else "")


def _number(text: str) -> float | int:
    value = float(text)
    return int(value) if value.is_integer() else value


_DIRECTION = {
    "user_weight_max": "higher",
    "load_max": "higher",
    "lift_capacity": "higher",
    "range_max": "higher",
    "battery_capacity": "higher",
    "weight": "lower",
    "step_in_height": "lower",
}
"""Which end of a measure a comparison marks."""

# id | nb | nn | en | unit | section | lowest and highest plausible | fit | label in the data
_MEASURES = """
seat_width|Setebredde|Setebreidd|Seat width|cm|seat|12|120|within
seat_depth|Setedybde|Setedjupn|Seat depth|cm|seat|10|100|within
seat_height|Setehøyde|Setehøgd|Seat height|cm|seat|5|110|within
back_height|Rygghøyde|Rygghøgd|Back height|cm|back|5|130|within
width|Bredde|Breidd|Width|cm|measures|0.5|400
length|Lengde|Lengd|Length|cm|measures|0.5|800
height|Høyde|Høgd|Height|cm|measures|0.2|400
depth|Dybde|Djupn|Depth|cm|measures|0.5|300
height_front|Høyde foran|Høgd framme|Height at front|cm|measures|0.2|100
height_rear|Høyde bak|Høgd bak|Height at rear|cm|measures|0.2|100
length_front|Lengde foran|Lengd framme|Length at front|cm|measures|1|400
length_rear|Lengde bak|Lengd bak|Length at rear|cm|measures|1|400
total_width|Totalbredde|Totalbreidd|Total width|cm|measures|5|250
inseam|Skrittlengde|Skrittlengd|Inside leg length|cm|measures|20|120|within
step_in_height|Innstigningshøyde|Innstigingshøgd|Step-in height|cm|measures|5|80
handle_height|Håndtakshøyde|Handtakshøgd|Handle height|cm|measures|30|130|within|Håndtak hreg
threshold_height|Terskelhøyde|Terskelhøgd|Threshold height|cm|measures|0.3|60|within
lift_height|Løftehøyde|Løftehøgd|Lifting height|cm|measures|1|400|within
platform_length|Plattformlengde|Plattformlengd|Platform length|cm|measures|40|250
platform_width|Plattformbredde|Plattformbreidd|Platform width|cm|measures|40|200
turning_diameter|Snudiameter|Snudiameter|Turning diameter|cm|measures|30|400
weight|Vekt|Vekt|Weight|kg|measures|0.02|400
total_weight|Totalvekt|Totalvekt|Total weight|kg|measures|0.02|500
transport_weight|Transportvekt|Transportvekt|Transport weight|kg|measures|0.02|400
cushion_weight|Vekt pute|Vekt pute|Cushion weight|kg|measures|0.02|20
user_weight_min|Brukervekt min|Brukarvekt min|Minimum user weight|kg|capacity|1|150
user_weight_max|Brukervekt maks|Brukarvekt maks|Maximum user weight|kg|capacity|10|500|at_least
load_max|Belastning maks|Belasting maks|Maximum load|kg|capacity|5|1000|at_least
lift_capacity|Løftekapasitet|Løftekapasitet|Lifting capacity|kg|capacity|20|1000|at_least
wheel_count|Antall hjul|Tal på hjul|Number of wheels|stk.|wheels|1|8
gear_count|Antall gir|Tal på gir|Number of gears|stk.|wheels|0|30
wheel_size|Hjulstørrelse|Hjulstorleik|Wheel size|"|wheels|4|30
drive_wheel_diameter|Drivhjuldiameter|Drivhjuldiameter|Drive wheel diameter|"|wheels|4|30
castor_diameter|Svinghjuldiameter|Svinghjuldiameter|Castor diameter|"|wheels|1|14
small_wheels|Hjul, små|Hjul, små|Small wheels|mm|wheels|20|400
large_wheels|Hjul, store|Hjul, store|Large wheels|mm|wheels|20|800
motor_power|Motorstyrke|Motorstyrke|Motor power|W|power|20|3000
battery_voltage|Batterispenning|Batterispenning|Battery voltage|V|power|1|72
battery_capacity|Batterikapasitet|Batterikapasitet|Battery capacity|Ah|power|0.1|200
weight_with_battery|Vekt inkl. batteri|Vekt inkl. batteri|Weight with battery|kg|power|1|400||Vekt inkl batteri
range_max|Kjørelengde maks|Køyrelengd maks|Maximum range|km|power|1|150|at_least
speed_max|Hastighet maks|Fart maks|Maximum speed|km/t|power|1|30
wash_cushion|Vasketemperatur pute|Vasketemperatur pute|Washing temperature, cushion|°C|general|20|100||Vasketemp pute
wash_cover|Vasketemperatur trekk|Vasketemperatur trekk|Washing temperature, cover|°C|general|20|100||Vasketemp trekk
"""

# id | nb | nn | en | type | section | label in the data
_OTHERS = """
size|Størrelse|Storleik|Size|text|general
motor_make|Motortype|Motortype|Motor make|text|power
colour|Farge|Farge|Colour|text|general
material|Materiale|Materiale|Material|text|general
filling|Fyllmateriale|Fyllmateriale|Filling|text|general
cover_material|Materiale i trekk|Materiale i trekk|Cover material|text|general
frame_type|Rammetype|Rammetype|Frame type|text|general
fastening|Festemåte|Festemåte|Fastening|text|general
for_children|Beregnet på barn|Rekna på barn|Intended for children|boolean|general
indoor_use|Innendørs bruk|Innandørs bruk|Indoor use|boolean|general
outdoor_use|Utendørs bruk|Utandørs bruk|Outdoor use|boolean|general
limited_outdoor_use|Begrenset utebruk|Avgrensa utebruk|Limited outdoor use|boolean|general|Utebruk begrenset
foldable|Sammenleggbar|Samanleggbar|Foldable|boolean|general
divisible|Delbar|Delbar|Can be taken apart|boolean|general
fixed|Fastmontert|Fastmontert|Fixed|boolean|general
height_adjustable|Høyderegulerbar|Høgderegulerbar|Height adjustable|boolean|general
locks_folded|Kan låses sammenslått|Kan låsast samanslått|Locks when folded|boolean|general|Kan låses når sammenslått
locks_open|Kan låses utslått|Kan låsast utslått|Locks when open|boolean|general|Kan låses når utslått
adjustable_without_tools|Reguleres uten verktøy|Kan regulerast utan verktøy|Adjustable without tools|boolean|general|Reguleres (uten verktøy)
adjustable_with_tools|Justeres med verktøy|Kan justerast med verktøy|Adjustable with tools|boolean|general|Justeres (med verktøy)
tray|Serveringsbrett|Serveringsbrett|Tray|boolean|general
basket|Kurv|Korg|Basket|boolean|general
anti_slip|Sklisikker overflate|Sklisikker overflate|Anti-slip surface|boolean|general
layered|Lagdelt|Lagdelt|Layered|boolean|general
approach_front|Påkjøring forfra|Påkøyring framanfrå|Approach from the front|boolean|general
pushed_in_front|Skyves foran|Blir skuva framfor|Pushed in front|boolean|general
pulled_behind|Trekkes etter|Blir trekt etter|Pulled behind|boolean|general
seat|Sete|Sete|Seat|boolean|seat
backrest|Ryggstøtte|Ryggstøtte|Backrest|boolean|back
backrest_angle|Rygg vinkelstillbar|Rygg vinkelstillbar|Angle-adjustable back|boolean|back
tilt|Tilt|Tilt|Tilt|boolean|seat
arms|Med armer|Med armar|With arms|boolean|armrest
armrests|Armlener|Armlene|Armrests|boolean|armrest
armrest_adjustable|Armlener høyderegulerbare|Armlene høgderegulerbare|Height-adjustable armrests|boolean|armrest|Armlene hreg
push_handle_adjustable|Kjørehåndtak regulerbart|Køyrehandtak regulerbart|Adjustable push handle|boolean|general|Kjørehåndtakregulering
auxiliary_motor|Hjelpemotor|Hjelpemotor|Auxiliary motor|boolean|power
start_assist|Oppstartshjelp|Oppstartshjelp|Start assist|boolean|power|Oppstarthjelp motor
differential|Differensialdrift|Differensialdrift|Differential drive|boolean|wheels
freewheel|Nav: frinav|Nav: frinav|Freewheel hub|boolean|wheels
fixed_hub|Nav: fast nav|Nav: fast nav|Fixed hub|boolean|wheels
coaster_brake|Pedalbrems|Pedalbrems|Coaster brake|boolean|wheels
hand_brake|Håndbrems|Handbrems|Hand brake|boolean|wheels
disc_brake|Skivebrems|Skivebrems|Disc brake|boolean|wheels
rim_brake|Felgbrems|Felgbrems|Rim brake|boolean|wheels
drum_brake|Trommelbrems|Trommelbrems|Drum brake|boolean|wheels
"""

KNOWN: tuple[Known, ...] = (
    *(_measure(line) for line in _MEASURES.strip().splitlines()),
    *(_other(line) for line in _OTHERS.strip().splitlines()),
)
_BY_LABEL = {k.label or k.nb: k for k in KNOWN}
_ENDS = {" min": 0, " maks": 1}


@dataclass(frozen=True, slots=True)
class Measured:
    """The properties of one article, how each is known, and what was left out and why."""

    values: dict[str, Any]
    basis: dict[str, tuple[str, str]]
    """Property → (basis, source as the data names it)."""
    left_out: tuple[str, ...]


_BASIS = {"name": "name", "description": "description", "list comment": "list", "stated": "stated"}


def measured(tech: Iterable[Mapping[str, str]]) -> Measured:
    """Typed properties of one article's technical data."""
    values: dict[str, Any] = {}
    basis: dict[str, tuple[str, str]] = {}
    ends: dict[str, dict[int, Any]] = {}
    left_out: list[str] = []
    for fact in tech:
        known, end = _lookup(fact["key"])
        if known is None:
            left_out.append(f"ukjent egenskap: {fact['key']}")
            continue
        value = _typed(known, fact["value"])
        if value is None:
            left_out.append(f"verdi som ikke kan leses: {fact['key']} = {fact['value']}")
            continue
        basis[known.id] = (_BASIS[fact["basis"]], fact["source"])
        if end is None:
            values[known.id] = value
        else:
            ends.setdefault(known.id, {})[end] = value
    for name, pair in ends.items():
        if len(pair) == 2 and pair[0] <= pair[1]:
            values[name] = pair[0] if pair[0] == pair[1] else [pair[0], pair[1]]
        elif name not in values:
            why = "bare én ende" if len(pair) == 1 else "baklengs område"
            left_out.append(f"{why}: {name} {sorted(pair.values())}")
    left_out += _implausible(values)
    return Measured(values, {k: v for k, v in basis.items() if k in values}, tuple(left_out))


def _lookup(label: str) -> tuple[Known | None, int | None]:
    if label in _BY_LABEL:
        return _BY_LABEL[label], None
    for suffix, end in _ENDS.items():
        if label.endswith(suffix) and label.removesuffix(suffix) in _BY_LABEL:
            return _BY_LABEL[label.removesuffix(suffix)], end
    return None, None


def _typed(known: Known, text: str) -> Any:
    if known.type == "boolean":
        return {"JA": True, "NEI": False}.get(text.upper())
    if known.type == "text":
        return " ".join(text.split()) or None
    try:
        return _number(text.replace(",", "."))
    except ValueError:
        return None


def _implausible(values: dict[str, Any]) -> list[str]:
    """Take measures outside their bounds out of `values`, and say which."""
    found = []
    for known in KNOWN:
        value = values.get(known.id)
        if value is None or known.bounds is None:
            continue
        low, high = value if isinstance(value, list) else (value, value)
        if low < known.bounds[0] or high > known.bounds[1]:
            found.append(
                f"lite trolig mål: {known.nb} {low if low == high else value} {known.unit}"
            )
            del values[known.id]
    return found


def vocabulary(used: set[str]) -> dict[str, Any]:
    """`vocabulary/properties.yaml` with the properties and sections that are used."""
    properties = [k for s in SECTIONS for k in KNOWN if k.section == s[0] and k.id in used]
    sections = {k.section for k in properties}
    return {
        "sections": [
            {"id": i, "label": {"nb": nb, "nn": nn, "en": en}}
            for i, nb, nn, en in SECTIONS
            if i in sections
        ],
        "properties": [_property(k) for k in properties],
    }


def _property(known: Known) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": known.id,
        "label": {"nb": known.nb, "nn": known.nn, "en": known.en},
        "type": known.type,
    }
    if known.unit:
        made["unit"] = known.unit
    made["section"] = known.section
    if known.bounds:
        made["bounds"] = {"low": known.bounds[0], "high": known.bounds[1]}
    if known.fit:
        made["fit"] = known.fit
    if known.id in _DIRECTION:
        made["direction"] = _DIRECTION[known.id]
    return made
