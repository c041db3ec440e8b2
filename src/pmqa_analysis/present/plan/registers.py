"""What a plan asks for beside its rows: indicators with targets, reports, surveys, processes."""

from __future__ import annotations

from pmqa_analysis.blocks import Cell, Table
from pmqa_analysis.blocks.model import Tone
from pmqa_analysis.clean.plan import Duty, Plan, PlanKpi
from pmqa_analysis.present.grid import clip, columns_of, grid
from pmqa_analysis.present.wording import Wording

__all__ = ["duty_table", "kpi_table", "process_register", "survey_table"]

SECTION = "plan_register"
LONGEST = 110


def kpi_table(plan: Plan, category: int, words: Wording) -> Table | None:
    """Return the plan's indicators: target, how often, and whether they can be judged at all."""
    kpis = [kpi for kpi in plan.kpis.values() if category in (0, kpi.category)]
    return grid(
        "plan_kpis", words.text("plan_caption.kpis"),
        columns_of(words, SECTION, ("indicator", 5.0), ("target", 1.6), ("year", 0.8),
                   ("judged", 1.6), ("line", 0.7)),
        [
            [
                Cell(text=clip(f"{kpi.kpi} {words.pick(kpi, 'text')}", LONGEST)),
                Cell(text=_target(kpi, words)),
                *words.cells(kpi.target_year),
                _judged(kpi, words),
                *words.cells(kpi.line),
            ]
            for kpi in kpis
        ],
    )  # fmt: skip


def _target(kpi: PlanKpi, words: Wording) -> str:
    if not kpi.target:
        return words.text("plan_target.falls") if kpi.operator == "decrease" else "-"
    sign = words.text("plan_target.at_least") if kpi.operator == "at_least" else ""
    return words.digits(f"{sign} {kpi.target}".strip())


def _judged(kpi: PlanKpi, words: Wording) -> Cell:
    """Return whether the indicator has a target, has none, or lacks the base to fall from."""
    name, tone = "no_target", "bad"
    if kpi.target:
        name, tone = "has_target", "good"
    elif kpi.operator == "decrease":
        name, tone = "no_base", "caution"
    tones: dict[str, Tone] = {"bad": "bad", "good": "good", "caution": "caution"}
    return Cell(text=words.text(f"plan_judged.{name}"), tone=tones[tone])


def duty_table(plan: Plan, category: int, words: Wording) -> Table | None:
    """Return the reporting duties: what, by whom, to whom, how often."""
    wanted = [
        duty for duty in plan.duties if category == 0 or duty.category in ("all", str(category))
    ]
    return grid(
        "plan_duties", words.text("plan_caption.duties"),
        columns_of(words, SECTION, ("duty", 4.4), ("maker", 2.4), ("receiver", 2.0),
                   ("frequency", 1.2), ("line", 0.7)),
        [
            words.cells(
                clip(words.pick(duty, "text"), LONGEST), clip(duty.maker, 60) or "-",
                clip(words.pick(duty, "receiver"), 60) or "-",
                _frequency(duty, words), duty.line,
            )
            for duty in wanted
        ],
    )  # fmt: skip


def _frequency(duty: Duty, words: Wording) -> str:
    return words.text(f"plan_frequency.{duty.frequency}") if duty.frequency else "-"


def survey_table(plan: Plan, category: int, words: Wording) -> Table | None:
    """Return the surveys that the plan asks for: of whom, by whom, when."""
    wanted = [survey for survey in plan.surveys if category in (0, survey.category)]
    return grid(
        "plan_surveys", words.text("plan_caption.surveys"),
        columns_of(words, SECTION, ("survey", 4.4), ("respondents", 1.8), ("conductor", 2.2),
                   ("when", 1.6), ("line", 0.7)),
        [
            words.cells(
                clip(f"{survey.survey} {words.pick(survey, 'name')}", LONGEST),
                clip(words.pick(survey, "respondents"), 50) or "-",
                clip(survey.conductor, 60) or "-", survey.when_printed or "-", survey.line,
            )
            for survey in wanted
        ],
    )  # fmt: skip


def process_register(plan: Plan, words: Wording) -> Table | None:
    """Return the core and support processes that the plan names, with their owners."""
    return grid(
        "plan_processes", words.text("plan_caption.process_register"),
        columns_of(words, SECTION, ("process", 5.0), ("kind", 1.0), ("owner", 3.4),
                   ("line", 0.7)),
        [
            words.cells(
                clip(words.pick(process, "name"), LONGEST),
                words.text(f"plan_process.{process.kind}"), clip(process.owner, 90) or "-",
                process.line,
            )
            for process in plan.processes
        ],
    )  # fmt: skip
