"""What a survey's parts are called in a report: questions, aspects, groups, sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pmqa_analysis.clean.surveys.codebook import Codebook
from pmqa_analysis.present.wording import Wording

__all__ = ["SOURCE", "SurveyLabels"]

_GRID = re.compile(r"^(?P<stem>.*?)\s*\[(?P<part>[^\[\]]+)\]\s*$", re.DOTALL)
_INDEX = "index-"
SOURCE = "source"


class SurveyLabels:
    """The names of a survey's parts in the report's language, as its codebook has them.

    Args:
        codebook: Of the survey.
        year: Fiscal year whose wordings are shown.
        words: The report's words.
    """

    def __init__(self, codebook: Codebook, year: int, words: Wording) -> None:
        self.codebook, self.year, self.words = codebook, year, words
        self._items = {item.id: item for item in codebook.items}
        self._groups = {group.id: group for group in codebook.groups}
        self._aspects = {aspect.id: aspect for aspect in codebook.aspects}

    @property
    def survey(self) -> str:
        """Return the survey's name."""
        return self._named(self.codebook.name_th, self.codebook.name_en)

    def item(self, name: str) -> str:
        """Return a question: the part in brackets where it stands in a grid, else its text.

        One whose high answers are unfavourable says so.
        """
        item = self._items[name]
        text = next(iter(item.wordings(self.year)), name)
        grid = _GRID.match(text)
        name = self._named(grid["part"] if grid else text, item.name_en)
        return name + self.words.text("survey_label.reversed") if item.reverse else name

    def aspect(self, name: str) -> str:
        """Return the name of an aspect or a dimension."""
        aspect = self._aspects[name]
        return self._named(aspect.th, aspect.en)

    def score(self, name: str) -> str:
        """Return the name of a score: its aspect, or all items of its kind."""
        kind, _, aspect = name.removeprefix(_INDEX).partition(".")
        if aspect.split("-")[0] in self._aspects:
            return self.aspect(aspect.split("-")[0])
        return self.words.text(f"survey_kind_score.{kind.split('-')[0]}")

    def measure(self, name: str) -> str:
        """Return the name of an item or of a score."""
        return self.item(name) if name in self._items else self.score(name)

    def subject(self, name: str) -> str:
        """Return what items or scores like this one are of: satisfaction by question, by aspect."""
        item = self._items.get(name)
        kind = item.kind if item else name.removeprefix(_INDEX).partition(".")[0].split("-")[0]
        return self.words.text(
            f"survey_caption.what_{'items' if item else 'aspects'}",
            kind=self.words.text(f"survey_kind_score.{kind}"),
        )

    def group(self, by: str) -> str:
        """Return the name of a group of respondents, or of the sources."""
        if by == SOURCE:
            return self.words.text("survey_label.source")
        return self._named(self._groups[by].name_th, self._groups[by].name_en)

    def categories(self, by: str) -> list[tuple[dict[str, str], str]]:
        """Return each category of a group: as the counts name it, and as it is called."""
        if by == SOURCE:
            named = [(one.id, one.name_th, one.name_en) for one in self.codebook.sources
                     if one.file_of(self.year)]  # fmt: skip
        else:
            named = [(one.code, one.th, one.en) for one in self._groups[by].categories]
        return [({by: code}, self._named(th, en)) for code, th, en in named]

    def points(self, scale: str) -> list[str]:
        """Return the names of a scale's answers, lowest first."""
        found = self.codebook.scale_by_id[scale]
        names: Mapping[int, str] = {one.code: self._named(one.th, one.en) for one in found.codes}
        return [names[code] for code in found.answers]

    def options(self, question: str) -> list[tuple[str, str]]:
        """Return each option of a set: as the counts name it, and as it is called."""
        found = next(one for one in self.codebook.multi_selects if one.id == question)
        return [(f"{question}__{one.code}", self._named(one.th, one.en)) for one in found.options]

    def question(self, question: str) -> str:
        """Return the name of a multi-select set."""
        found = next(one for one in self.codebook.multi_selects if one.id == question)
        return self._named(found.name_th, found.name_en)

    def listing(self, names: Sequence[str]) -> str:
        """Return some questions' names as one text."""
        return self.words.listing([f"“{self.item(name)}”" for name in names])

    def _named(self, th: str, en: str) -> str:
        return self.words.digits(en if self.words.language == "en" and en else th)
