"""What a source repeats around its articles, over whole ingest runs."""

import json
import random

import pyarrow.parquet as pq
import pytest

from pipelines.run.order import run_stage

OWN = "قصفت المدفعية أطراف القرية رقم {n} صباح اليوم وأصيب مدنيون"
ABOUT = "تابعوا آخر أخبار وكالة المثال عبر قناتها الرسمية"
DAILY = "قصف مدفعي متجدد على قرى الريف الجنوبي للمدينة"


def article(n, source="وكالة المثال", below=ABOUT, middle=DAILY):
    title = f"عنوان الخبر ذي الرقم {n} من أخبار اليوم"
    last = f"وأفادت مصادر محلية في القرية رقم {n} بأن القصف مستمر"
    lines = [title, OWN.format(n=n), middle, last, below]
    return {"text": "\n".join(lines), "title": title, "source": source, "url": f"https://example.org/{n}"}


@pytest.fixture
def spans(tmp_path):
    """Texts of the spans left out, by the address's last part, for articles given in several files."""

    def found(*files):
        raw = tmp_path / "raw"
        raw.mkdir(exist_ok=True)
        for number, articles in enumerate(files):
            lines = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in articles)
            (raw / f"{number}.jsonl").write_text(lines, encoding="utf-8")
        folder = run_stage("ingest", tmp_path / "curated", raw=raw, jobs=1)
        rows = pq.read_table(folder / "articles.parquet").to_pylist()
        return {row["url"].rpartition("/")[2]: [_cut(row["text"], span) for span in row["boilerplate"]] for row in rows}

    return found


def _cut(text, span):
    start, end = map(int, span.split("-"))
    return text[start:end]


def test_lines_repeated_at_the_edge_are_left_out_and_those_within_stay(spans):
    assert spans([article(n) for n in range(5)]) == {str(n): [ABOUT] for n in range(5)}


def test_few_articles_or_other_sources_repeat_nothing(spans):
    several = [article(n, source=f"وكالة {n % 2}") for n in range(8)]
    assert not any(spans(several).values())


def test_headlines_of_other_articles_are_left_out_wherever_they_stand(spans):
    other = article(2)["title"]
    first = article(1, middle=other, below="سطر أخير خاص بهذا الخبر وحده")
    found = spans([first, article(2, below="سطر آخر لا يتكرر أبداً")])
    assert found == {"1": [other], "2": []}


def test_the_order_of_files_does_not_matter_and_more_articles_may_add_spans(spans):
    articles = [article(n) for n in range(4)]
    assert not any(spans(articles).values())
    articles += [article(4), article(5)]
    random.Random(5).shuffle(articles)
    assert spans(articles[:2], articles[2:]) == {str(n): [ABOUT] for n in range(6)}
