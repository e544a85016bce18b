"""The tables of a room file about a patient's stay: checks before the drug, presets, gates, who signs in."""

from typing import Annotated

from pydantic import Field

from monitor.domain.admission import Route
from monitor.domain.people import Role
from monitor.domain.policy import MOOD, PAIN, STANDARD, Check, ListedDrug, Policy, Preset
from monitor.settings.section import SettingsModel

_Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
_Line = Annotated[str, Field(min_length=1, max_length=80)]


class CheckSettings(SettingsModel):
    id: _Id = Field(description='a short text of small letters such as "consent"')
    text: _Line = Field(description="what people read, at most 80 letters")
    blocking: bool = Field(default=True, description="true or false")
    override: Annotated[tuple[Annotated[Role, Field(strict=False)], ...], Field(strict=False)] = Field(
        default=(Role.NURSE, Role.PHYSICIAN), description='a list of roles such as ["nurse", "physician"]'
    )
    only_devices_without_report: bool = Field(default=False, description="true or false")

    def check(self) -> Check:
        """In the words of the room."""
        return Check(
            check=self.id,
            text=self.text,
            blocking=self.blocking,
            override=self.override,
            for_devices_without_report=self.only_devices_without_report,
        )


def _dose(low: float, high: float) -> float:
    value: float = Field(ge=low, le=high, description=f"a number from {low:g} to {high:g}")
    return value


class PresetSettings(SettingsModel):
    name: _Id = Field(description='a short text of small letters such as "mood"')
    drug: _Line = Field(description="the name of a drug")
    route: Annotated[Route, Field(strict=False)] = Field(
        description='"intravenous", "intramuscular", "subcutaneous" or "nasal"'
    )
    dose_mg_per_kg: float = _dose(0.01, 20)
    least_mg_per_kg: float = _dose(0.01, 20)
    most_mg_per_kg: float = _dose(0.01, 20)
    duration_min: float = _dose(0, 360)

    def preset(self) -> Preset:
        """In the words of the room."""
        return Preset(
            name=self.name,
            drug=self.drug,
            route=self.route,
            dose_mg_per_kg=self.dose_mg_per_kg,
            least_mg_per_kg=self.least_mg_per_kg,
            most_mg_per_kg=self.most_mg_per_kg,
            duration_s=60.0 * self.duration_min,
        )


class DrugSettings(SettingsModel):
    name: _Line = Field(description="the name of a drug")
    dose: float = _dose(0.001, 10_000)
    unit: _Line = Field(description='a unit such as "mg" or "ug"')
    route: _Line = Field(description='a route such as "IV", "PO" or "SL"')
    observe_min: float = Field(default=0.0, ge=0, le=720, description="minutes from 0 to 720")
    sedative: bool = Field(default=False, description="true or false")

    def drug(self) -> ListedDrug:
        """In the words of the room."""
        return ListedDrug(**self.model_dump())


class StaySettings(SettingsModel):
    """The table [stay]."""

    pressure_gate: bool = Field(default=True, description="true or false")
    discharge_gate: bool = Field(default=True, description="true or false")
    ask_identity: bool = Field(default=True, description="true or false")
    confirm_wiring: bool = Field(default=False, description="true or false")
    sign_in: bool = Field(default=False, description="true or false")
    sign_out_after_min: float = Field(default=10.0, ge=1, le=120, description="minutes from 1 to 120")
    owners: bool = Field(default=False, description="true or false")


def policy_of(
    stay: StaySettings,
    *,
    checks: tuple[CheckSettings, ...],
    presets: tuple[PresetSettings, ...],
    drugs: tuple[DrugSettings, ...],
) -> Policy:
    """What these tables ask for; a preset of the file replaces the built-in one of its name."""
    named = {preset.name: preset for preset in (MOOD, PAIN)} | {one.name: one.preset() for one in presets}
    return Policy(
        checks=tuple(one.check() for one in checks),
        pressure_gate=STANDARD.pressure_gate if stay.pressure_gate else None,
        least_spo2=STANDARD.least_spo2,
        discharge=STANDARD.discharge if stay.discharge_gate else None,
        presets=tuple(named.values()),
        drugs=tuple(one.drug() for one in drugs),
        roles=stay.sign_in,
        sign_out_after_s=60.0 * stay.sign_out_after_min,
        owned=stay.owners,
        confirm_wiring=stay.confirm_wiring,
        ask_identity=stay.ask_identity,
    )
