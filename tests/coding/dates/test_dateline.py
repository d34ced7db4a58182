"""The date an article gives itself."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.coding.dates import infer_article_date, latest_mention, solve_year
from pipelines.lexicon.language import load_language

STORY = "قتل مدنيان في قصف على البلدة، وفق مصدر محلي قال إن القصف استهدف السوق وسط المدينة.\n"


def _infer(raw: str) -> tuple[dt.date | None, str, float]:
    return infer_article_date(load_language("ar").fold(raw), "ar")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"دمشق - 12 كانون الثاني 2024\n{STORY}", dt.date(2024, 1, 12)),
        (f"دمشق - 12 كانون الثاني 2024 - {STORY}", dt.date(2024, 1, 12)),
        (f"(2023-12-14)\n{STORY}", dt.date(2023, 12, 14)),
        (f"قصف على البلدة\n\nالخميس, 29 آب 2024, 18:46\n\n{STORY}", dt.date(2024, 8, 29)),
        (f"قصف على البلدة\n\n24 أيلول 2023\n\n{STORY}", dt.date(2023, 9, 24)),
        (f"{STORY}\n2021/11/14", dt.date(2021, 11, 14)),
    ],
)
def test_a_dateline_gives_the_day(text: str, day: dt.date) -> None:
    found, basis, confidence = _infer(text)
    assert (found, basis) == (day, "text")
    assert confidence >= 0.7


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "قال الناطق إن الجيش دخل المدينة في 12 كانون الثاني 2024 بعد حصار طويل استمر أشهرا عدة وخلف ضحايا",
        f"12 كانون الثاني\n{STORY}",
        f"كانون الثاني 2024\n{STORY}",
        # the beginning of another article
        f"{STORY}\nقتل مدني في ريف حلب، اليوم الجمعة 12 كانون الثاني 2024، جراء انفجار لغم من مخلفات…",
        "",
    ],
)
def test_other_dates_are_no_dateline(text: str) -> None:
    assert _infer(text) == (None, "", 0.0)


def test_the_clock_of_a_page_is_trusted_less_than_the_stamp_of_the_article() -> None:
    clock = f"السبت 1 آب, 2026\n\nقصف على البلدة\n\n{STORY}"
    assert _infer(clock)[2] < 0.5
    stamped = f"السبت 1 آب, 2026\n\nقصف على البلدة\n\nالخميس, 5 كانون الأول 2024, 21:54\n\n{STORY}"
    assert _infer(stamped)[0] == dt.date(2024, 12, 5)


def test_datelines_that_disagree_lower_the_confidence() -> None:
    assert _infer(f"قصف\n\n5 آذار 2024\n\n{STORY}\n6 آذار 2024\n\n{STORY}")[2] < 0.5


def test_latest_mention() -> None:
    text = load_language("ar").fold("نفذت القوات 40 عملية في تشرين الثاني/نوفمبر 2023 مقارنة بعام 2021")
    assert latest_mention(text, "ar") == (dt.date(2023, 11, 1), (2021, 2023))
    assert latest_mention("", "ar") == (None, ())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("جرح فلاح، اليوم الثلاثاء 22 تشرين الثاني / نوفمبر، في ريف المدينة", dt.date(2022, 11, 22)),
        ("أصيب مدني مساء أمس الاثنين 21 آب، وقصفت القرية اليوم الثلاثاء 22 آب", dt.date(2023, 8, 22)),
        ("قال اليوم الخميس 7 آذار 2019 إن المعركة انتهت", dt.date(2019, 3, 7)),
    ],
)
def test_a_text_that_dates_its_today_gives_the_day(text: str, day: dt.date) -> None:
    found, basis, confidence = _infer(text)
    assert (found, basis) == (day, "text")
    assert confidence >= 0.7


def _solve(raw: str, as_of: dt.date | None = None) -> int | None:
    return solve_year(load_language("ar").fold(raw), "ar", as_of)


def test_weekdays_tell_the_year() -> None:
    assert _solve("وقع الهجوم يوم الأربعاء 23 تشرين الثاني") == 2022
    assert _solve("وقع الهجوم يوم الأربعاء 23 تشرين الثاني", dt.date(2018, 1, 1)) == 2016
    assert _solve("وقع الهجوم يوم 23 تشرين الثاني") is None


def test_one_wrong_weekday_among_several_does_not_matter() -> None:
    text = "السبت 23 أيلول والخميس 7 أيلول والاثنين 4 أيلول"
    assert _solve(text) == _solve(f"{text} والاثنين 24 أيلول") == 2023


def test_weekdays_that_contradict_one_another_tell_nothing() -> None:
    assert _solve("السبت 23 أيلول والسبت 24 أيلول") is None


def test_an_article_is_not_older_than_a_year_it_names() -> None:
    assert _solve("الأربعاء 23 تشرين الثاني، بعد هدنة عام 2023") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"قصف على البلدة\n\nJune 9, 2022, 11:36 am\n\n{STORY}", dt.date(2022, 6, 9)),
        (f"{STORY}صورة من البلدة — الدفاع المدني (@Civil_Defe) August 19, 2022\n\n{STORY}", dt.date(2022, 8, 19)),
        (f"حصاد اليوم\n\nحصاد الأحداث ليوم السبت 9/ أيلول/ 2023\n\n{STORY}", dt.date(2023, 9, 9)),
        (f"دخان فوق ريف البلدة الشمالي. 07.10.2023, وكالة الصحافة\n\n{STORY}", dt.date(2023, 10, 7)),
        (f"قصف\n\n2022.10.28 | 14:32\n\nآخر تحديث: 2023.05.09 | 09:41\n\n{STORY}", dt.date(2022, 10, 28)),
    ],
    ids=["software's own language", "shown post", "title of a round-up", "caption", "not the last change"],
)
def test_what_pages_print_dates_the_article(text: str, day: dt.date) -> None:
    found, _, confidence = _infer(text)
    assert found == day
    assert confidence >= 0.7


def test_the_weekday_of_today_speaks_for_and_against_dates() -> None:
    clock = "الأربعاء 2022/02/02\n\nقصف على البلدة\n\n"
    assert _infer(f"{clock}قتل مدني اليوم الأربعاء في البلدة.\n{STORY}")[2] >= 0.7
    assert _infer(f"{clock}قتل مدني اليوم السبت في البلدة.\n{STORY}")[2] < 0.4
    caption = "دخان فوق البلدة - 9 أيلول 2020 (مراسل)\n\n"
    assert _infer(f"{caption}قتل مدني اليوم الأربعاء في البلدة.\n{STORY}")[2] >= 0.7
    assert _infer(f"{caption}قتل مدني اليوم الاثنين في البلدة.\n{STORY}")[2] < 0.7


def test_dates_of_a_list_of_other_articles_date_nothing() -> None:
    other = "خبر آخر من المدينة\n\n24 أيار 2025\n\n"
    assert _infer(f"قصف على البلدة\n\n{other * 4}{STORY}")[2] < 0.5


def test_a_title_about_a_past_year_dates_nothing() -> None:
    title = "ذكرى هجوم 21 آب 2013\n\n"
    assert _infer(f"{title}أحيا السكان الذكرى في آب 2019.\n{STORY}")[2] < 0.7


POST_BEFORE = "وفاة سبعة أشخاص في حوادث متفرقة شهدتها المحافظة أمس 11 كانون الثاني 2024"


@pytest.mark.parametrize(
    "text",
    [
        f"{STORY}وقعت الضربة اليوم الجمعة.\n\nالسابق\n\n{POST_BEFORE}\n\nالتالي\n",
        f"{STORY}وقعت الضربة أمس الخميس.\n{STORY * 6}\nقال قارئ:\n\nيناير 11, 2024 الساعة 9:17 م\n\n{STORY}",
    ],
)
def test_a_date_beside_an_article_dates_it_with_the_weekday_it_tells(text: str) -> None:
    assert _infer(text)[0] == dt.date(2024, 1, 12)


def test_of_several_days_called_today_the_latest_is_the_articles() -> None:
    shown = "منشور سابق: سقطت القذائف اليوم الأربعاء 1 أيلول على أطراف البلدة.\n"
    assert _infer(f"أصيب رجل اليوم الثلاثاء 7 أيلول 2021 في السوق.\n{STORY}{shown}")[0] == dt.date(2021, 9, 7)


def test_a_headline_that_ends_in_a_date_is_no_line_of_the_articles_own() -> None:
    assert _infer(f"{STORY * 12}\nالانتخابات البلدية يوم 13 شباط 2022\n")[2] < 0.7


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("قالت أمس الأحد إن لغما انفجر (20 تشرين الثاني) وهو الخامس منذ مطلع العام 2022", dt.date(2022, 11, 21)),
        ("بدأ القصف في الساعات الأولى من العام الجديد 2022، وتجدد اليوم الأحد", dt.date(2022, 1, 2)),
        ("قالت الشرطة أمس الأحد إن لغما انفجر في 24 تشرين الثاني، وهو الخامس منذ مطلع العام 2022", None),
        ("قالت الشرطة أمس الأحد إن لغما انفجر في 20 تشرين الثاني، بعد حرب عام 2022", None),
    ],
)
def test_the_present_year_and_the_weekday_of_today_date_an_article(text: str, day: dt.date | None) -> None:
    assert _infer(text)[0] == day
