"""What an office decided for one fiscal year: ``settings/<fy>.yml``, typed, checked, frozen."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

from pmqa_analysis.errors import SettingsError
from pmqa_analysis.thai import parse_fiscal_year

__all__ = [
    "AssessmentEntry", "Benchmark", "ComplaintsEntry", "FigureRules", "FiscalYear",
    "InnovationsEntry", "Inputs", "OfficeCard", "PlanEntry", "Policies",
    "ProcessIndicatorsEntry", "ReportEntry", "ResourceUseEntry", "ResultSheet", "ScorecardEntry",
    "StrictModel", "SurveyEntry", "YearSettings",
]  # fmt: skip

_Scalar = int | str | bool


def _buddhist_year(year: int) -> int:
    """Return ``year``; a fault is a ValueError, so that it is told with its file and key."""
    try:
        return parse_fiscal_year(year)
    except SettingsError as error:
        raise ValueError(error.en) from None


FiscalYear = Annotated[int, AfterValidator(_buddhist_year)]


class StrictModel(BaseModel):
    """A part of a file that an office writes: no unknown key, no value of another type."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class OfficeCard(StrictModel):
    """Who the office is: ``office.yml``."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    name_th: str
    name_en: str
    simulated: bool = False


class Policies(StrictModel):
    """The named rules of one year's figures; their names are printed in the method note."""

    rounding: Literal["half_up"] = "half_up"
    derived_decimals: Annotated[int, Field(ge=0, le=6)] = 2
    target_met: Literal["exact_value_reaches_target"] = "exact_value_reaches_target"
    percent_of_target: Literal["ratio_or_mirror"] = "ratio_or_mirror"
    overshoot_percent: Annotated[int, Field(gt=100)] = 200
    comparison: Literal["not_tested_without_base"] = "not_tested_without_base"


class ResultSheet(StrictModel):
    """An office's own sheet of KPI results, wide or long: ``.xlsx`` or CSV.

    ``section`` and ``document`` are the ids of the register under which its figures stand.
    """

    path: str
    section: str
    document: str
    sheet: str | None = None
    header_row: int | None = None


class Inputs(StrictModel):
    """Where the year's figures stand, as paths inside the office's folder.

    ``results`` are the indicators of the year's report; ``elsewhere`` are figures that stand
    in other sections of the sources; ``claims`` are statements that the figures can test. A year
    may have none of them. ``sheets`` are the office's own sheets of results, as they are.
    """

    results: str | None = None
    elsewhere: str | None = None
    claims: str | None = None
    sheets: tuple[ResultSheet, ...] = Field(default=(), strict=False)


class ReportEntry(StrictModel):
    """One report of the year's set: a notebook and its parameters."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=100)]
    notebook: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=100)]
    parameters: dict[str, _Scalar | list[_Scalar]] = {}
    max_pages: Annotated[int, Field(ge=1)] | None = None


class FigureRules(StrictModel):
    """The named rules by which a survey's figures are made and compared; see docs/method.md.

    ``confidence`` and ``significance`` are percents. A test needs ``item_answers`` a side for an
    item, ``aspect_answers`` for an aspect, ``index_answers`` for an index.
    """

    percent_satisfied: Literal["mean_of_max", "top_two", "rescaled"] = "mean_of_max"
    band: Literal["boonchom", "equal_width"] = "boonchom"
    score: Literal["respondent_mean", "pooled"] = "respondent_mean"
    finite_population: Literal["when_known", "never"] = "when_known"
    adjustment: Literal["holm", "none"] = "holm"
    cases: Literal["complete_case", "pairwise"] = "complete_case"
    confidence: Annotated[int, Field(ge=50, le=99)] = 95
    significance: Annotated[int, Field(ge=1, le=20)] = 5
    item_answers: Annotated[int, Field(ge=5)] = 30
    aspect_answers: Annotated[int, Field(ge=5)] = 20
    index_answers: Annotated[int, Field(ge=5)] = 10
    mean_decimals: Annotated[int, Field(ge=0, le=6)] = 2
    percent_decimals: Annotated[int, Field(ge=0, le=6)] = 2


class Benchmark(StrictModel):
    """Figures of another office that this one is held against.

    ``values`` are means (of an index: points), by item or score, as that office published them.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name_th: str
    name_en: str = ""
    values: dict[str, int | str]
    document: str = ""


class SurveyEntry(StrictModel):
    """One survey of the year: its codebook and the named rules of its cleaning.

    ``duplicates`` says which rows are one response twice; ``reject`` which rows are set aside
    whole. Fewer than ``minimum_group`` answers are never shown. A response given in less than
    ``seconds_per_item`` for each item answered is flagged as too fast. ``targets`` are in percent
    satisfied (of an index: in points), by item or score. ``other_population`` names earlier years
    whose respondents were other people, so that nothing is tested against them.
    """

    codebook: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    duplicates: Literal[
        "none", "first_of_id", "last_of_id", "same_answers_and_time", "id_or_same_answers"
    ] = "same_answers_and_time"
    reject: tuple[
        Literal[
            "no_consent", "incomplete", "missing_id", "missing_group", "unknown_answer",
            "outside_year",
        ],
        ...,
    ] = Field(default=("no_consent",), strict=False)  # fmt: skip
    minimum_group: Annotated[int, Field(ge=5)] = 10
    seconds_per_item: Annotated[float, Field(ge=0)] = 1.0
    figures: FigureRules = FigureRules()
    targets: dict[str, Annotated[int, Field(ge=0, le=100)]] = {}
    benchmarks: tuple[Benchmark, ...] = Field(default=(), strict=False)
    other_population: tuple[FiscalYear, ...] = Field(default=(), strict=False)


class AssessmentEntry(StrictModel):
    """The year's PMQA assessment: the edition of the criteria, and the office's answers, if any."""

    criteria: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    file: str | None = None


class PlanEntry(StrictModel):
    """The year's development plan, what was reported of it, and how success is counted.

    ``folder`` holds the plan's tables. ``progress`` and ``process_times`` may not be there yet.
    ``counting`` says what the percentage of success is a percentage of.
    """

    folder: str
    progress: str | None = None
    process_times: str | None = None
    counting: Literal["timed_rows", "activities", "outputs"] = "timed_rows"


class ScorecardEntry(StrictModel):
    """One framework of indicators of the year: its id, what was reported, and its policy.

    ``results`` may not be there yet: then nothing is known of any KPI. ``policy`` is the
    framework's own where it is not given.
    """

    framework: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    results: str | None = None
    policy: Literal["equal_split", "strict_levels", "cumulative", "ladder"] | None = None


class ComplaintsEntry(StrictModel):
    """The year's register of complaints, and what is promised: working days, and satisfaction.

    A complaint is answered within ``reply_days``; an urgent case is brought before the working
    group within ``report_days``. ``target`` is the percent satisfied with how it was handled;
    it is not shown where fewer than ``minimum_group`` people were asked.
    """

    file: str
    reply_days: Annotated[int, Field(ge=0)] = 3
    report_days: Annotated[int, Field(ge=0)] = 15
    target: Annotated[int, Field(ge=0, le=100)] = 80
    minimum_group: Annotated[int, Field(ge=5)] = 10


class ResourceUseEntry(StrictModel):
    """The paper and postage that the year used, and the fiscal year that is their base."""

    file: str
    base_year: FiscalYear


class InnovationsEntry(StrictModel):
    """The year's register of innovations; each reaches one of two targets, in percent."""

    file: str
    use: Annotated[int, Field(ge=0, le=100)] = 70
    satisfaction: Annotated[int, Field(ge=0, le=100)] = 85
    minimum_group: Annotated[int, Field(ge=5)] = 10


class ProcessIndicatorsEntry(StrictModel):
    """The year's register of process indicators, quarter by quarter."""

    file: str


class YearSettings(StrictModel):
    """What the office decided for one fiscal year: ``settings/<fy>.yml``.

    ``history`` are the earlier years shown beside it, oldest first.
    """

    fiscal_year: FiscalYear
    history: tuple[FiscalYear, ...] = Field(strict=False)
    inputs: Inputs = Inputs()
    policies: Policies = Policies()
    reports: tuple[ReportEntry, ...] = Field(strict=False, min_length=1)
    surveys: tuple[SurveyEntry, ...] = Field(default=(), strict=False)
    assessment: AssessmentEntry | None = None
    plan: PlanEntry | None = None
    scorecards: tuple[ScorecardEntry, ...] = Field(default=(), strict=False)
    complaints: ComplaintsEntry | None = None
    resource_use: ResourceUseEntry | None = None
    innovations: InnovationsEntry | None = None
    process_indicators: ProcessIndicatorsEntry | None = None

    @field_validator("history")
    @classmethod
    def _oldest_first(cls, history: tuple[int, ...], info: ValidationInfo) -> tuple[int, ...]:
        years = [*history, info.data.get("fiscal_year", 9999)]
        if years != sorted(set(years)):
            raise ValueError("expected years before the fiscal year, oldest first, each once")
        return history

    @field_validator("surveys")
    @classmethod
    def _each_once(cls, surveys: tuple[SurveyEntry, ...]) -> tuple[SurveyEntry, ...]:
        if len({survey.codebook for survey in surveys}) < len(surveys):
            raise ValueError("expected each codebook once")
        return surveys

    @field_validator("scorecards")
    @classmethod
    def _frameworks_once(cls, scorecards: tuple[ScorecardEntry, ...]) -> tuple[ScorecardEntry, ...]:
        if len({entry.framework for entry in scorecards}) < len(scorecards):
            raise ValueError("expected each framework once")
        return scorecards

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years shown, oldest first, this year last."""
        return (*self.history, self.fiscal_year)
