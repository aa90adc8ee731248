"""Dates as precisely as they are known: what is read, how it compares, how it is written."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.kinds.fields import PartialDate


@pytest.mark.parametrize(
    ("written", "shown", "earliest", "latest"),
    [
        ("2021-10-25", "25/10/2021", date(2021, 10, 25), date(2021, 10, 25)),
        (date(2021, 10, 5), "05/10/2021", date(2021, 10, 5), date(2021, 10, 5)),
        ("2021-10", "tháng 10/2021", date(2021, 10, 1), date(2021, 10, 31)),
        ("2024-02", "tháng 2/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021", "năm 2021", date(2021, 1, 1), date(2021, 12, 31)),
        (2021, "năm 2021", date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_what_a_date_means(written: object, shown: str, earliest: date, latest: date) -> None:
    one = PartialDate.parse(written)
    assert (one.vietnamese, one.earliest, one.latest) == (shown, earliest, latest)
    assert str(one) == str(written)


@pytest.mark.parametrize(
    "written",
    [
        "25/10/2021",
        "2021-13",
        "2021-00",
        "2021-10-00",
        "0000",
        "2021-02-30",
        "2021-2",
        "21",
        "20211025",
        "2021-10-25 ",
        " 2021",
        "2021\n",
        "",
        True,
        21,
        20211,
        2021.5,
        None,
        datetime(2021, 10, 25, 8, 0),  # noqa: DTZ001
    ],
)
def test_what_is_no_date(written: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(PartialDate).validate_python(written)


def test_order_is_that_of_documents() -> None:
    written = ["2016", "2016-05", "2016-05-15", "2016-10-30", "2021"]
    assert sorted(written, key=lambda one: PartialDate.parse(one).earliest) == written


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_writing_and_reading_agree(day: date, precision: int) -> None:
    one = PartialDate.parse(day.isoformat()[:precision])
    assert PartialDate.parse(str(one)) == one
    assert one.earliest <= day <= one.latest
