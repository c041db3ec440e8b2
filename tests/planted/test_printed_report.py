"""The printed report of 2563: the same figures from a PDF, and faults named by their lines."""

import pytest

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.register import load_register
from pmqa_analysis.errors import PmqaError
from pmqa_analysis.load.printed_report import (
    load_text,
    read_category_tables,
    read_results_part,
)
from pmqa_analysis.office import Office
from tests.load.pdf_writer import pdf_of_lines
from tests.load.test_printed_report import DOCUMENT, FACTS, committed, original_lines
from tests.offices import DATA, write_office

LINES = original_lines().split("\n")
# By line: what stands there, and what is put in its place.
IN_PART3 = {
    2380: ("ร้อยละ 83 - 82.50 84 ", "ร้อยละ 83 - 82.50 "),  # a value too few
    2385: ("ร้อยละ 93 83.33 92.17 97.14 ", "ร้อยละ 93 83.33 92.17 97.14 98 "),  # one too many
    2387: ("7.1.5 ", "7.1.9 "),  # no such item; 7.1.5 is lost
    2453: ("10 ", ""),  # the last value of 7.3.4
    2458: ("ประเทศ 1 2 1 3 ", "ประเทศ 1 2 1 3 4 5 "),  # two too many
}
IN_CATEGORIES = {
    809: ("1 รำงวัล 4 รำงวัล 7.4 ", "1 รำงวัล 4 ครั้ง 7.4 "),  # two units
    817: ("2 รำงวัล         ", "2 เรื่อง         "),  # two units again
}


@pytest.fixture(scope="module")
def register():
    return load_register(Office(DATA), Ledger())


def layer_of(folder, lines, name):
    content = pdf_of_lines(lines) if name.endswith("pdf") else "\n".join(lines).encode()
    return load_text(write_office(folder, {name: content}, only=("office.yml", name)), name)


def results(layer, register):
    return read_results_part(layer, register.measures, document=DOCUMENT, section="part3")


def categories(layer, register):
    sections = {one.category: one.section for one in register.sections.values() if one.category}
    expected = {
        category: [one.measure for one in register.category_measures if one.category == category]
        for category in sections
    }
    return read_category_tables(
        layer, register.measures, document=DOCUMENT, sections=sections, expected=expected
    )


def without_lines(rows):
    """Return the facts but for their lines: a PDF has no blank lines between pages."""
    names = [name for name in FACTS if name != "line"]
    return [tuple(row[name] for name in names) for row in rows]


@pytest.fixture(scope="module")
def of_pdf(tmp_path_factory):
    """Return the text layer of a PDF whose every letter is a glyph of its own."""
    return layer_of(tmp_path_factory.mktemp("pdf"), LINES, "r.pdf")


class TestPdf:
    def test_every_line_comes_out_as_it_was_put_in(self, of_pdf):
        lines = sorted((*of_pdf.lines, *of_pdf.furniture), key=lambda line: line.number)
        read = [line.raw.strip() for line in lines if line.raw.strip()]
        assert read == [line.strip() for line in LINES if line.strip()]

    def test_the_120_cells_of_part_3_are_the_committed_facts(self, of_pdf, register):
        read = [cells for _, cells in results(of_pdf, register).records()]
        assert without_lines(read) == without_lines(committed("results.csv", "part3"))
        assert (len(read), len({one["measure"] for one in read})) == (120, 30)

    def test_the_29_rows_of_the_category_tables_are_the_committed_facts(self, of_pdf, register):
        read = [cells for _, cells in categories(of_pdf, register).records()]
        assert without_lines(read) == without_lines(committed("elsewhere.csv", "cat"))
        assert len(read) == 2 * 29


def with_faults(places):
    lines = list(LINES)
    for number, (old, new) in places.items():
        assert lines[number - 1].startswith(old), lines[number - 1]
        lines[number - 1] = lines[number - 1].replace(old, new, 1)
    return lines


def told(read, layer, register):
    with pytest.raises(PmqaError) as caught:
        read(layer, register)
    faults = getattr(caught.value, "faults", [caught.value])
    return [(fault.key, fault.where) for fault in faults]


class TestFaults:
    def test_those_of_part_3_are_named_by_their_lines(self, tmp_path, register):
        layer = layer_of(tmp_path, with_faults(IN_PART3), "r.txt")
        found = told(results, layer, register)
        not_full = [int(where.partition(":")[2]) for key, where in found
                    if key == "printed.row_not_full"]  # fmt: skip
        assert not_full == [2376, 2382, 2447, 2455]
        assert ("link.unknown_measure", "r.txt:2387") in found
        assert [key for key, _ in found if key == "printed.rows_missing"] == [
            "printed.rows_missing"
        ]
        assert len(found) == 6

    def test_those_of_the_category_tables_are_named_by_their_lines(self, tmp_path, register):
        layer = layer_of(tmp_path, with_faults(IN_CATEGORIES), "r.txt")
        found = told(categories, layer, register)
        assert found == [
            ("printed.row_without_dimension", "r.txt:806"),
            ("printed.row_without_dimension", "r.txt:811"),
        ]

    @pytest.mark.parametrize("number", sorted(IN_PART3))
    def test_each_alone_is_named_and_nothing_is_read(self, tmp_path, register, number):
        layer = layer_of(tmp_path, with_faults({number: IN_PART3[number]}), "r.txt")
        with pytest.raises(Exception, match=r"r\.txt:2[34]\d\d"):
            results(layer, register)
