"""Lines of a document told as ranges."""

import pytest

from pmqa_analysis.present.sources import line_ranges


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], ""),
        (["5"], "5"),
        (["7", "5"], "5, 7"),
        (["5", "6"], "5, 6"),
        (["8", "6", "5", "7", "3"], "3, 5 – 8"),
        (["100-102", "20"], "20, 100 – 102"),
        (["10-12", "13", "12"], "10 – 13"),
        (["10-20", "12-14"], "10 – 20"),
        (["9", "10"], "9, 10"),
        (["139;141-143"], "139, 141 – 143"),
        (["", "x"], ""),
    ],
)
def test_lines_are_told_in_order_and_neighbours_as_one(lines, told):
    assert line_ranges(lines) == told
