"""Charts: what they draw, the numbers with them, and the same bytes each time."""

import base64
import io
import re
import warnings
from dataclasses import replace
from itertools import pairwise

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure as Drawing
from PIL import Image

from pmqa_analysis.present import Wording, figures
from pmqa_analysis.present.style import chart_style
from tests.offices import assessed

TH = Wording()


def drawn(monkeypatch, draw):
    """Return the drawing that a chart was made from."""
    kept = []

    def keep(drawing, **block):
        kept.append(drawing)
        return block

    monkeypatch.setattr(figures, "figure_block", keep)
    draw()
    return kept[0]


def bars(drawing):
    return [patch.get_width() for patch in drawing.axes[0].patches]


def words_in(drawing):
    return [text.get_text() for axes in drawing.axes for text in axes.texts]


def charts(senate, words=TH):
    items = senate.category(2)
    return [
        figures.target_chart(items, 200, words),
        figures.trend_chart(items, words),
        figures.survey_chart(senate.surveys("satisfaction"), words),
    ]


@pytest.fixture(scope="module")
def three(senate):
    return charts(senate)


def test_a_bar_of_800_percent_stops_at_the_edge_and_says_800(monkeypatch, senate):
    drawing = drawn(monkeypatch, lambda: figures.target_chart(senate.category(2), 200, TH))
    assert max(bars(drawing)) == 200
    assert drawing.axes[0].get_xlim()[1] < 220
    assert "800.00" in words_in(drawing)


def test_a_clipped_bar_is_noted_and_a_whole_one_is_not():
    tall, whole = assessed("1", ["8"]), assessed("5", ["6"])
    assert figures.target_chart([tall], 200, TH).notes == (
        "แถบที่เกินร้อยละ 200 ตัดไว้ที่ขอบแผนภูมิ ค่าจริงพิมพ์ไว้ท้ายแถบ",
    )
    assert figures.target_chart([whole], 200, TH).notes == ()


def test_a_bar_stands_beside_its_result_and_target(monkeypatch):
    drawing = drawn(
        monkeypatch,
        lambda: figures.target_chart([assessed("3000", ["3757"])], 200, TH),
    )
    assert bars(drawing) == [pytest.approx(125.2333, abs=0.001)]
    assert words_in(drawing) == ["125.23", "(3757 / 3000)"]


def test_a_measure_without_a_target_has_no_bar():
    assert figures.target_chart([assessed(None, ["5"])], 200, TH) is None
    chart = figures.target_chart([assessed("5", ["5"]), assessed(None, ["5"])], 200, TH)
    assert len(chart.numbers.rows) == 1


def test_a_result_of_zero_is_a_bar_without_length(monkeypatch):
    drawing = drawn(monkeypatch, lambda: figures.target_chart([assessed("5", ["0"])], 200, TH))
    assert bars(drawing) == [0]
    assert words_in(drawing)[0] == "0.00"


def test_the_numbers_of_the_bars_are_the_results(three):
    row = three[0].numbers.rows[0].cells
    assert [cell.text for cell in row[1:]] == ["1", "8", "800.00"]
    assert [cell.result for cell in row[1:]] == [
        "2563/7.1.1/target", "2563/7.1.1/actual", "2563/7.1.1/percent_of_target",
    ]  # fmt: skip


def test_a_gap_year_is_a_gap_in_the_line(monkeypatch):
    item = assessed("5", ["3", None, "6"])
    drawing = drawn(monkeypatch, lambda: figures.trend_chart([item], TH))
    line = drawing.axes[0].lines[0].get_ydata()
    assert (line[0], line[2]) == (3, 6)
    assert line[1] != line[1]


def test_a_gap_year_says_in_the_chart_and_in_its_numbers_that_it_has_no_value(monkeypatch):
    item = assessed("5", ["3", None, "6"])
    chart = figures.trend_chart([item], TH)
    assert [cell.text for cell in chart.numbers.rows[0].cells[1:]] == ["3", "-", "6", "5"]
    drawing = drawn(monkeypatch, lambda: figures.trend_chart([item], TH))
    assert "-" in words_in(drawing)


def test_no_line_is_fitted_through_the_years(monkeypatch):
    item = assessed("5", ["3", "9", "6"])
    drawing = drawn(monkeypatch, lambda: figures.trend_chart([item], TH))
    lines = [list(line.get_ydata()) for line in drawing.axes[0].lines]
    assert lines == [[3, 9, 6], [5, 5]]


def test_a_measure_of_a_single_year_has_no_panel(senate):
    chart = figures.trend_chart(senate.category(2), TH)
    assert len(chart.numbers.rows) == 4
    assert figures.trend_chart([assessed("5", [None, "6"])], TH) is None


@pytest.mark.parametrize("values", [["4", "4", "4"], ["0", "0", "0"], ["-3", "-3", "5"]])
def test_level_zero_and_negative_years_can_be_drawn(values):
    assert figures.trend_chart([assessed("4", values)], TH).svg


def test_five_measures_have_five_panels_and_no_empty_frame(monkeypatch):
    items = [assessed("5", ["3", "6"])] * 5
    drawing = drawn(monkeypatch, lambda: figures.trend_chart(items, TH))
    assert sum(axes.get_visible() for axes in drawing.axes) == 5


def percentage(target, values):
    """Return a survey's percentage assessed."""
    item = assessed(target, values)
    return replace(item, measure=item.measure.model_copy(update={"unit_en": "percent"}))


def test_a_survey_that_is_no_percentage_has_no_place_on_an_axis_of_percent():
    assert figures.survey_chart([assessed("4", ["3", "4"])], TH) is None


def test_a_survey_has_a_dot_a_year_and_its_target(monkeypatch):
    item = percentage("85", ["82", "84", "90"])
    drawing = drawn(monkeypatch, lambda: figures.survey_chart([item], TH))
    dots = [line.get_xdata()[0] for line in drawing.axes[0].lines if line.get_marker() in "os^"]
    assert dots == [82, 84, 90]
    assert [85, 85] in [list(line.get_xdata()) for line in drawing.axes[0].lines]


@pytest.mark.parametrize("values", [["100"], ["0", "2"], ["99.99", "100"]])
def test_percentages_at_the_ends_stay_on_the_axis(monkeypatch, values):
    item = percentage("50", values)
    drawing = drawn(monkeypatch, lambda: figures.survey_chart([item], TH))
    low, high = drawing.axes[0].get_xlim()
    assert low <= min(map(float, values)) <= max(map(float, values)) <= high


def test_there_is_no_survey_chart_without_a_value():
    assert figures.survey_chart([assessed("85", [None])], TH) is None
    assert figures.survey_chart([], TH) is None


def test_every_chart_has_an_alternative_text_of_its_own(three):
    texts = [chart.alt for chart in three]
    assert len(set(texts)) == 3
    assert all(len(text) > 60 for text in texts)
    assert "800.00" in texts[0]


def test_the_same_chart_has_the_same_bytes(senate, three):
    again = charts(senate)
    assert [chart.svg for chart in again] == [chart.svg for chart in three]
    assert [chart.png for chart in again] == [chart.png for chart in three]


def test_the_bytes_do_not_hang_on_the_analyst_s_own_settings(senate, three):
    with mpl.rc_context({"svg.hashsalt": "mine", "font.size": 20, "lines.linewidth": 9}):
        again = figures.target_chart(senate.category(2), 200, TH)
    assert again.svg == three[0].svg


def test_a_chart_leaves_the_analyst_s_settings_alone(senate):
    before = dict(mpl.rcParams)
    figures.target_chart(senate.category(2), 200, TH)
    assert dict(mpl.rcParams) == before


def test_an_svg_holds_no_date_no_creator_and_no_script(three):
    for chart in three:
        assert not re.search(r"dc:date|Creator|<script|20\d\d-\d\d-\d\d", chart.svg)
        assert set(re.findall(r"https?://[^\"'\s<]+", chart.svg)) <= {
            "http://www.w3.org/1999/xlink", "http://www.w3.org/2000/svg",
            "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd",
            "http://creativecommons.org/ns#", "http://purl.org/dc/elements/1.1/",
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://purl.org/dc/dcmitype/StillImage",
        }  # fmt: skip


def test_a_png_is_a_picture_of_print_size_without_a_trace_of_the_program(three):
    for chart in three:
        picture = Image.open(io.BytesIO(base64.b64decode(chart.png)))
        assert picture.format == "PNG"
        assert picture.size[0] == pytest.approx(165 / 25.4 * 150, abs=2)
        assert "Software" not in picture.info


def test_charts_are_written_in_the_vendored_thai_font():
    with chart_style():
        assert mpl.rcParams["font.family"][0] == "Sarabun"
        text = Drawing().text(0, 0, "ผลลัพธ์")
        assert "assets/fonts/Sarabun-Regular.ttf" in mpl.font_manager.findfont(
            text.get_fontproperties()
        ).replace("\\", "/")


@pytest.mark.parametrize("words", [TH, Wording("th", "thai"), Wording("en")])
def test_no_letter_of_a_chart_is_missing_from_the_fonts(senate, words):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(charts(senate, words)) == 3


def test_a_dollar_in_a_name_is_no_formula(senate):
    item = senate.assessments["7.1.1"]
    named = item.measure.model_copy(update={"short_th": "งบ $100 ถึง $200"})
    assert figures.target_chart([replace(item, measure=named)], 200, TH).svg


def test_a_chart_in_thai_numerals_has_thai_ticks(monkeypatch):
    words = Wording("th", "thai")
    drawing = drawn(monkeypatch, lambda: figures.target_chart([assessed("5", ["6"])], 200, words))
    ticks = [label.get_text() for label in drawing.axes[0].get_xticklabels()]
    assert ticks == ["๐", "๕๐", "๑๐๐", "๑๕๐", "๒๐๐"]


def test_no_text_of_a_bar_chart_lies_outside_the_drawing(monkeypatch, senate):
    drawing = drawn(monkeypatch, lambda: figures.target_chart(senate.category(7), 200, TH))
    with chart_style():
        drawing.canvas.draw()
        frame = drawing.bbox
        boxes = [text.get_window_extent() for text in drawing.axes[0].texts]
        boxes += [label.get_window_extent() for label in drawing.axes[0].get_yticklabels()]
    outside = [box for box in boxes if box.x0 < frame.x0 - 1 or box.x1 > frame.x1 + 1]
    assert outside == []


def test_no_label_of_a_bar_touches_the_next(monkeypatch, senate):
    drawing = drawn(monkeypatch, lambda: figures.target_chart(senate.category(7), 200, TH))
    with chart_style():
        drawing.canvas.draw()
        labels = [label.get_window_extent() for label in drawing.axes[0].get_yticklabels()]
    boxes = sorted(labels, key=lambda box: box.y0)
    assert [upper.y0 - lower.y1 for lower, upper in pairwise(boxes)
            if upper.y0 < lower.y1 - 1] == []  # fmt: skip
