"""Moments read many at once: the same as pandas reads them one layout at a time."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.clean.surveys import times
from pmqa_analysis.clean.surveys.times import parse_moments

number = st.integers(0, 62).flatmap(lambda one: st.sampled_from([f"{one}", f"{one:02d}"]))
year = st.sampled_from(["2023", "2024", "2567", "2566", "0000", "0001", "1900", "9999", "20"])
odd = st.sampled_from(["", "", "", " ", "\n", "๒", "x", "1", "-"])


@st.composite
def written(draw, layout):
    text = layout.replace("%Y", draw(year)).replace("%p", draw(st.sampled_from(["AM", "PM", "am"])))
    for directive in ("%d", "%m", "%H", "%I", "%M", "%S"):
        text = text.replace(directive, draw(number))
    place = draw(st.integers(0, len(text)))
    return text[:place] + draw(odd) + text[place:]


@pytest.mark.parametrize("layout", times._FORMATS)
@given(data=st.data())
def test_what_is_read_at_once_is_what_pandas_reads(layout, data):
    texts = pd.Series(data.draw(st.lists(written(layout), min_size=1, max_size=20)), dtype=object)
    plain = pd.to_datetime(texts, format=layout, errors="coerce").astype("datetime64[us]")
    pd.testing.assert_series_equal(times._read(texts, layout), plain)


@pytest.mark.parametrize("year", [1900, 2023, 2024, 2566, 2567])
def test_no_day_beyond_its_month_is_read_as_the_first_of_the_next(year):
    texts = [f"{day}/{month}/{year} 08:00:00" for month in range(1, 13) for day in range(1, 32)]
    cells, layout = pd.Series(texts, dtype=object), "%d/%m/%Y %H:%M:%S"
    plain = pd.to_datetime(cells, format=layout, errors="coerce").astype("datetime64[us]")
    assert plain.notna().sum() in (365, 366)
    pd.testing.assert_series_equal(times._read(cells, layout), plain)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("31/1/2567, 13:02:03", "2024-01-31 13:02:03"),
        ("2024/01/31 1:02:03 PM GMT+7", "2024-01-31 13:02:03"),
        ("2024/01/31 12:02:03 AM GMT+7", "2024-01-31 00:02:03"),
        ("29/2/2567, 08:00:00", "2024-02-29 08:00:00"),
        ("30/2/2024, 08:00:00", None), ("31/4/2024 08:00:00", None), ("", None),
    ],
)  # fmt: skip
def test_a_moment_is_of_the_common_era_and_in_the_calendar(text, moment):
    found = parse_moments(pd.Series([text, "2024-05-06 07:08:09"], dtype=object))[0]
    assert pd.isna(found) if moment is None else found == pd.Timestamp(moment)


def test_the_day_comes_first_in_the_buddhist_era_whatever_stands_in_another_cell():
    texts = pd.Series(["2/9/2567", "2/9/2024", "9/24/2024"], dtype=object)
    read = parse_moments(texts)
    assert read[0] == pd.Timestamp("2024-09-02")
    assert pd.isna(read[1])  # 2 September or 9 February: nobody can tell beside 24 September
    assert read[2] == pd.Timestamp("2024-09-24")


@pytest.mark.parametrize(
    ("text", "moment"),
    [("45537", "2024-09-02"), ("45537.75", "2024-09-02 18:00:00"), ("36526", "2000-01-01")],
)
def test_the_number_of_a_day_is_a_date_in_a_workbook_only(text, moment):
    cells = pd.Series([text], dtype=object)
    assert parse_moments(cells, serials=True)[0] == pd.Timestamp(moment)
    assert pd.isna(parse_moments(cells)[0])


@pytest.mark.parametrize("text", ["60", "2567", "99999", "123456", "45537x"])
def test_a_number_of_no_day_of_this_century_is_no_date(text):
    assert pd.isna(parse_moments(pd.Series([text], dtype=object), serials=True)[0])


@pytest.mark.parametrize("text", ["2 ก.ย. 67", "2 กันยายน 67", "๒ ก.ย. ๖๗", "2 ก.ย. พ.ศ. 67"])
def test_a_short_year_behind_a_month_is_buddhist(text):
    assert parse_moments(pd.Series([text], dtype=object))[0] == pd.Timestamp("2024-09-02")


@pytest.mark.parametrize("text", ["2 ก.ย. 24", "2/9/67", "30 ก.พ. 67"])
def test_another_short_year_is_no_date(text):
    assert pd.isna(parse_moments(pd.Series([text], dtype=object))[0])
