"""A survey of two years, counted from answers made by hand, for the tests of its pages."""

from pmqa_analysis.settings import SurveyEntry
from pmqa_analysis.year.measured import SurveyYears
from tests.measure.samples import BOOK, a_book, a_frame

KINDS = ("importance", "expectation", "dissatisfaction")
ASKED = [
    *BOOK["items"],
    *({**item, "id": f"{item['id']}_{kind}", "kind": kind, "reverse": False,
       "titles": [f"{item['titles'][0]} ({kind})"]}
      for kind in KINDS for item in BOOK["items"] if item["id"] != "waits"),
]  # fmt: skip
TOPICS = {**BOOK["multi_selects"][0], "kind": "suggestion"}


def responses(*groups):
    """Return responses; a group is sex, unit, the answer to all items, and how many."""
    rows = [(sex, unit, code, 6 - code, code, 1, 0)
            for sex, unit, code, times in groups for _ in range(times)]  # fmt: skip
    frame = a_frame(*rows)
    for item in ASKED:
        if item["id"] not in frame:
            frame[item["id"]] = frame["speed"]
    frame["source"] = "online"
    return frame


class Answers:
    """Stand in for the year's surveys: one survey, some years, no file."""

    def __init__(self, years, **rules):
        self.years = years
        self.book = a_book(respondents=[], items=ASKED, multi_selects=[TOPICS],
                           years=sorted(years))  # fmt: skip
        self.entry = SurveyEntry.model_validate({"codebook": "small", **rules})

    def codebook(self, survey):
        return self.book

    def rules(self, survey, fiscal_year=None):
        return self.entry

    def sources(self, survey, fiscal_year=None):
        return self.book.sources if fiscal_year in self.years else []

    def open(self, survey, fiscal_year=None):
        return responses(*self.years[fiscal_year])


BEFORE = (("f", "a", 3, 40), ("m", "b", 4, 40))
NOW = (("f", "a", 5, 60), ("m", "b", 4, 30), ("m", "c", 2, 7))


def a_survey(now=NOW, before=BEFORE, by=("sex", "unit"), **rules):
    """Return a survey of 2567 and of 2566; unit c has seven answers in all."""
    years = {2566: before, 2567: now}
    return SurveyYears(Answers(years, **rules), "small", (2566, 2567), by)


def values(block):
    """Return every text of a table's cells."""
    return [cell.text for row in block.rows for cell in row.cells]
