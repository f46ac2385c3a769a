"""Stand-alone date strings."""

import pytest

from generator.timex.dates import parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11/14/2022", "2022-11-14"),
        ("14/11/2022", "2022-11-14"),
        ("14 November 2022", "2022-11-14"),
        ("14th November 2022", "2022-11-14"),
        ("14 nov 2022", "2022-11-14"),
        ("NOVEMBER 14, 2022", "2022-11-14"),
        ("Nov. 14, 2022", "2022-11-14"),
        ("Nov 14 2022 10:05PM", "2022-11-14"),
        ("November 14th, 2022", "2022-11-14"),
        ("Monday, 14 November 2022 10:05 GMT", "2022-11-14"),
        ("Mon, 14 Nov 2022 08:00:00 +0000", "2022-11-14"),
        ("Mon Nov 14 08:00:00 UTC 2022", "2022-11-14"),
        ("2022-11-14", "2022-11-14"),
        ("2022/11/14", "2022-11-14"),
        ("2022-11-14T08:00:00Z", "2022-11-14"),
        ("2022-11-14 08:00:00.123+02:00", "2022-11-14"),
        ("2022-11-14 08:00:00.123456-05", "2022-11-14"),
        ("20221114", "2022-11-14"),
        ("20221114T080000Z", "2022-11-14"),
        ("14.11.2022", "2022-11-14"),
        ("11.12.2022", "2022-12-11"),
        ("14-Nov-2022", "2022-11-14"),
        ("11/14/22", "2022-11-14"),
        ("March 2024", "2024-03"),
        ("Sept. 2024", "2024-09"),
        ("2024-03", "2024-03"),
        ("03/2024", "2024-03"),
        ("2024", "2024"),
        ("1 p.m. EST, Tuesday, March 5, 2024", "2024-03-05"),
        ("2024 March 5", "2024-03-05"),
        ("11/11/2022", "2022-11-11"),
        ("29 February 2024", "2024-02-29"),
        ("Updated 3 May 2021", "2021-05-03"),
    ],
)
def test_reads(text: str, expected: str) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "yesterday",
        "11/12/2022",
        "01/02/03",
        "30 February 2022",
        "29 February 2023",
        "2022-13-01",
        "2022-02-30",
        "20221340",
        "31/31/2022",
        "May 0, 2022",
        "Chapter 5 of March 2024",
        "3 May 2021 to 5 May 2021",
        "2022-2023",
        "12345",
        "5",
        "0000-00-00",
        "\u0000",
        "9" * 5000,
        "published in the spring",
    ],
)
def test_leaves_what_it_cannot_tell(text: str) -> None:
    assert parse_date(text) is None


def test_another_date_decides_the_order() -> None:
    assert parse_date("11/12/2022", others=("11/20/2022",)) == "2022-11-12"
    assert parse_date("11/12/2022", others=("20/11/2022",)) == "2022-12-11"
    assert parse_date("11/12/2022", others=("03/04/2022", "no date")) is None
    assert parse_date("11/12/2022", others=("20/11/2022", "11/20/2022")) is None


@pytest.mark.parametrize(
    "text",
    ["1/" * 5_000_000, " " * 5_000_000 + "x", "1:1" * 30, "-:" * 59, "Mon " * 29],
    ids=lambda t: t[:4],
)
def test_hostile_strings_are_no_dates(text: str) -> None:
    assert parse_date(text) is None
