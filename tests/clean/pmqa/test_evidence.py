"""Evidence: a document, a day, and where it can be found; nothing that could run."""

from datetime import date

import pytest

from pmqa_analysis.clean.pmqa.evidence import EVIDENCE_COLUMNS, Evidence, parse_evidence


def test_an_assessment_has_room_for_five_pieces():
    assert EVIDENCE_COLUMNS == (
        "evidence_1",
        "evidence_2",
        "evidence_3",
        "evidence_4",
        "evidence_5",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("minutes | 2022-01-05", Evidence("minutes", date(2022, 1, 5))),
        ("minutes|2022-01-05|", Evidence("minutes", date(2022, 1, 5))),
        ("  minutes  |  2022-01-05  |  ", Evidence("minutes", date(2022, 1, 5))),
        (
            "plan | 2022-03-31 | https://example.org/plan.pdf",
            Evidence("plan", date(2022, 3, 31), "https://example.org/plan.pdf"),
        ),
        (
            "แผน | 2022-03-31 | แฟ้มแผน/แผน (ฉบับ 2).pdf",
            Evidence("แผน", date(2022, 3, 31), "แฟ้มแผน/แผน (ฉบับ 2).pdf"),
        ),
    ],
)
def test_a_piece_is_read_with_its_day_and_its_place(text, expected):
    assert parse_evidence(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "|",
        "minutes",
        "minutes |",
        "minutes | 31/03/2565 |",
        "minutes | 2022-02-30 |",
        " | 2022-01-05 | link",
        "minutes | 2022-01-05 | javascript:alert(1)",
        "minutes | 2022-01-05 | data:text/html,x",
        "minutes | 2022-01-05 | <b>x</b>",
        "minutes | 2022-01-05 | a | b",
    ],
)
def test_a_piece_that_cannot_be_one_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_evidence(text)
