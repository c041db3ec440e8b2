"""Where both stairs meet once more: a year's figures against those that were printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmqa_analysis.publish.manifest import Verification
from pmqa_analysis.publish.published import load_published
from pmqa_analysis.publish.verify import Comparison, Computed, Key, compare_published

if TYPE_CHECKING:
    from pmqa_analysis.results import Result
    from pmqa_analysis.year import Year

__all__ = ["verification_of", "verification_sentence", "verify_if_published", "verify_year"]


def verify_year(year: Year) -> Comparison:
    """Compare the printed figures with the data's own and with those that our tables show."""
    published = load_published(year.office, year.fiscal_year)
    own = {_key(result): _computed(result) for result in year.results.values()}
    in_categories = [
        row for row in published
        if row.key.section in year.register.sections
        and year.register.sections[row.key.section].category is not None
    ]  # fmt: skip
    shown = {
        _key(result)._replace(section=section): _computed(result)
        for section in dict.fromkeys(row.key.section for row in in_categories)
        for result in year.stated_in(section)
    }
    return compare_published(own, published).joined(compare_published(shown, in_categories))


def verify_if_published(year: Year) -> Comparison | None:
    """Compare a year that has been printed; None where it has no published file yet."""
    if not year.office.has(f"published/{year.fiscal_year}.csv"):
        return None
    return verify_year(year)


def verification_of(checked: Comparison | None) -> Verification:
    """Return the outcome of a comparison for the set's record."""
    sentence = verification_sentence(checked)
    if checked is None:
        return Verification(sentence=sentence)
    return Verification(
        sentence=sentence, counts=checked.counts, unexplained=len(checked.unexplained)
    )


def _key(result: Result) -> Key:
    return Key(result.section, result.measure, result.fiscal_year, result.statistic)


def _computed(result: Result) -> Computed:
    return Computed(result.value, result.decimals, result.shown, result.address)


def verification_sentence(checked: Comparison | None) -> str:
    """Return how many figures agree with the print, in Thai and English."""
    if checked is None:
        return "ยังไม่มีฉบับพิมพ์ให้ตรวจทาน / There is no print to verify against."
    thai = f"ตรวจทานกับฉบับพิมพ์ {checked.compared} ค่า ตรงกัน {checked.agreed} ค่า"
    english = f"{checked.compared} figures compared with the print, {checked.agreed} agree"
    other = len(checked.unexplained)
    if other:
        return f"{thai} ไม่ตรงและอธิบายไม่ได้ {other} ค่า / {english}, {other} unexplained."
    return f"{thai} / {english}."
