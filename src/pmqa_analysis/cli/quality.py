"""What ``pmqa check`` says of a year's surveys, and the rows that go into quarantine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pmqa_analysis.cli.screen import Screen

if TYPE_CHECKING:
    from pmqa_analysis.assess.quality import SourceQuality, SurveyQuality
    from pmqa_analysis.clean import Issue
    from pmqa_analysis.results import Result
    from pmqa_analysis.year import Year

__all__ = ["check_surveys", "issue_row", "quality_answer", "say_quality"]

_ROWS = ("rows_in", "kept", "rejected", "duplicates", "blank")
_TOLD = 20


def check_surveys(screen: Screen, year: Year) -> None:
    """Clean each survey of the year, and write its rejected rows into the private quarantine.

    Raises:
        DataError: If a file of a survey cannot be taken, or the quarantine cannot be written.
    """
    from pmqa_analysis.clean.surveys.quarantine import quarantine_path
    from pmqa_analysis.load.private import write_private

    for survey in screen.steps("แบบสำรวจ / surveys", year.answers.names):
        cleaned = year.survey(survey)
        path = quarantine_path(survey, year.fiscal_year)
        if len(cleaned.rejected) or year.office.has(path):
            write_private(year.office, path, cleaned.rejected)


def say_quality(screen: Screen, year: Year) -> None:
    """Print what became of each survey's rows, how complete they are, and what was found."""
    for quality in year.quality.surveys:
        screen.say(f"\nแบบสำรวจ {quality.codebook.name_th} ({quality.survey.survey})")
        for source in (*quality.sources, quality.total):
            screen.say(_source_line(source))
        screen.say(_rate_line(quality))
        screen.say("  ตอบครบรายข้อ / answered, by item:")
        for item in quality.items:
            screen.say(f"    {item.item.id:<24} {item.completeness.shown:>7} %")
        for line in _issue_lines(quality):
            screen.say(line)


def quality_answer(year: Year) -> list[dict[str, Any]]:
    """Return the same for scripts, with every issue."""
    return [
        {
            "survey": quality.survey.survey,
            "sources": [_source_row(one) for one in (*quality.sources, quality.total)],
            "response_rate": _value(quality.response_rate),
            "population": _value(quality.population),
            "completeness": {one.item.id: _value(one.completeness) for one in quality.items},
            "flags": {name: _value(one) for name, one in quality.flags.items()},
            "issues": [issue_row(issue) for issue in quality.survey.issues],
            "remarks": {file: list(told) for file, told in _remarks(quality)},
            "drift": [
                {"kind": one.kind, "target": one.target, "th": one.th, "en": one.en,
                 "similarity": one.similarity}
                for one in year.quality.drift(quality.survey.survey) or ()
            ],
        }
        for quality in year.quality.surveys
    ]  # fmt: skip


def issue_row(issue: Issue) -> dict[str, Any]:
    """Return an issue for scripts."""
    return {
        "kind": issue.kind, "address": issue.address, "severity": issue.severity,
        "count": issue.count, "th": issue.reason_th, "en": issue.reason_en,
    }  # fmt: skip


def _remarks(quality: SurveyQuality) -> Iterator[tuple[str, list[str]]]:
    """Yield how each file was read; never the text of a title or a note, which may be an answer."""
    for file, remarks in quality.survey.remarks.items():
        yield file, [one for one in remarks if not one.startswith(("title above", "note below"))]


def _source_line(source: SourceQuality) -> str:
    name = source.source.id if source.source else "รวม / all"
    rows = [source.rows[row].shown for row in _ROWS]
    return (
        f"  {name:<16} รับมา {rows[0]} = ใช้ได้ {rows[1]} + คัดออก {rows[2]} + ซ้ำ {rows[3]}"
        f" + ว่าง {rows[4]}  ตอบครบ {source.completeness.shown} %"
        f"  (in = kept + rejected + duplicates + blank)"
    )


def _rate_line(quality: SurveyQuality) -> str:
    rate, people = quality.response_rate, quality.population
    if rate.value is None:
        return "  อัตราตอบกลับ: สมุดรหัสไม่ได้ระบุจำนวนประชากร / no population in the codebook"
    return f"  อัตราตอบกลับ / response rate: {rate.shown} % ({people.shown})"


def _issue_lines(quality: SurveyQuality) -> Iterator[str]:
    """Yield the issues by kind, the first of each with their addresses."""
    by_kind: dict[str, list[Issue]] = {}
    for issue in quality.survey.issues:
        by_kind.setdefault(issue.kind, []).append(issue)
    for kind, issues in by_kind.items():
        yield f"  • {kind}: {sum(issue.count for issue in issues)}"
        reasons: dict[str, list[Issue]] = {}
        for issue in issues[:_TOLD]:
            reason = issue.reason_th.removeprefix(f"{issue.address}: ")
            reasons.setdefault(reason, []).append(issue)
        for reason, told in reasons.items():
            yield from (f"      {issue.address}" for issue in told)
            yield f"        {reason}"
        if len(issues) > _TOLD:
            yield f"      … และอีก {len(issues) - _TOLD} รายการ ดูทั้งหมดด้วย --json / more with --json"


def _source_row(source: SourceQuality) -> dict[str, Any]:
    return {
        "source": source.source.id if source.source else None,
        "files": list(source.files),
        **{row: int(source.rows[row].value or 0) for row in _ROWS},
        "completeness": _value(source.completeness),
    }


def _value(result: Result) -> str | None:
    return None if result.value is None else result.shown
