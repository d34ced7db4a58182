"""All commands, in the order of `--help`. Typer knows their names; their work lies in modules imported when one is
called."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.errors import WRONG_USAGE, fail, one_sentence
from pipelines.cli.options import (
    CURATED,
    RAW,
    AnyCuratedOption,
    AnyRawOption,
    CuratedOption,
    EngineOption,
    JobsOption,
    RawOption,
    SchedulerOption,
)
from pipelines.cli.read_commands import read_app

app = typer.Typer(
    name="waqai",
    help="News articles in, ACLED-style incidents out: offline, reproducible, every value traceable.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
gazetteer_app = typer.Typer(no_args_is_help=True, help="Places: bring in tables, add single places.")
lexicon_app = typer.Typer(no_args_is_help=True, help="Words: look for duplicates and unused entries.")
app.add_typer(read_app, name="read")
app.add_typer(gazetteer_app, name="gazetteer")
app.add_typer(lexicon_app, name="lexicon")

DayOption = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD")]


@app.command()
def build(
    raw: AnyRawOption = str(RAW),
    curated: AnyCuratedOption = str(CURATED),
    jobs: JobsOption = 0,
    engine: EngineOption = "local",
    scheduler: SchedulerOption = None,
    as_of: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Leave out what was published later.")] = None,
    explain_plan: Annotated[
        bool, typer.Option("--explain-plan", help="Only say what would run, and why; build nothing.")
    ] = False,
) -> None:
    """Run all stages and publish a release."""
    from pipelines.cli.plan_commands import print_plan
    from pipelines.cli.stage_commands import run_build

    with one_sentence():
        if explain_plan:
            print_plan(raw, curated, _day(as_of, "--as-of"))
            return
        run_build(raw, curated, jobs, engine, _day(as_of, "--as-of"), scheduler)


@app.command()
def ingest(
    raw: RawOption = RAW,
    curated: CuratedOption = CURATED,
    jobs: JobsOption = 0,
    as_of: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Leave out what was published later.")] = None,
    engine: EngineOption = "local",
    scheduler: SchedulerOption = None,
) -> None:
    """Stage 1: raw files to articles and rejects."""
    from pipelines.cli.stage_commands import run_stage

    with one_sentence():
        run_stage("ingest", curated, jobs, raw, _day(as_of, "--as-of"), engine, scheduler)


@app.command()
def code(
    curated: CuratedOption = CURATED,
    jobs: JobsOption = 0,
    engine: EngineOption = "local",
    scheduler: SchedulerOption = None,
) -> None:
    """Stage 2: articles to reports, tallies, mentions and evidence."""
    from pipelines.cli.stage_commands import run_stage

    with one_sentence():
        run_stage("code", curated, jobs, engine=engine, scheduler=scheduler)


@app.command()
def link(curated: CuratedOption = CURATED) -> None:
    """Stage 3: reports to incidents."""
    from pipelines.cli.stage_commands import run_stage

    with one_sentence():
        run_stage("link", curated)


@app.command()
def validate(curated: CuratedOption = CURATED) -> None:
    """Stage 4: check all tables, hold back rows that fail."""
    from pipelines.cli.stage_commands import run_stage

    with one_sentence():
        run_stage("validate", curated)


@app.command()
def publish(curated: CuratedOption = CURATED) -> None:
    """Stage 5: write the release and swap it in."""
    from pipelines.cli.stage_commands import run_stage

    with one_sentence():
        run_stage("publish", curated)


@app.command("retry-rejects")
def retry_rejects(raw: RawOption = RAW, curated: CuratedOption = CURATED, jobs: JobsOption = 0) -> None:
    """Build again, and say what became of each reject of the release before."""
    from pipelines.cli.rejects_commands import run_retry

    with one_sentence():
        run_retry(raw, curated, jobs)


@app.command()
def impact(raw: RawOption = RAW, curated: CuratedOption = CURATED, jobs: JobsOption = 0) -> None:
    """Show which rows the declarations of now would change in the release in force; publish nothing."""
    from pipelines.cli.plan_commands import print_impact

    with one_sentence():
        print_impact(raw, curated, jobs)


@app.command("code-text")
def code_text(
    text: Annotated[str, typer.Argument(help="The article's text; - reads it from standard input.")],
    published: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Publication date.")] = None,
    language: Annotated[str | None, typer.Option(help="Language code; found from the text when left out.")] = None,
    country: Annotated[str | None, typer.Option(help="Country the source writes about.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show for every value the words and the rule.")] = False,
) -> None:
    """Code one text and print what was found as JSON."""
    from pipelines.cli.code_text import print_coded

    with one_sentence():
        print_coded(text, _day(published, "--published"), language, country, explain)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold in JSON lines, or a folder with gold.jsonl.")],
    articles: Annotated[
        Path | None,
        typer.Option(help="Folder with the gold's articles, built for the purpose.", show_default="score CURATED"),
    ] = None,
    curated: CuratedOption = CURATED,
    jobs: JobsOption = 0,
    out: Annotated[Path | None, typer.Option(help="Folder for scores.json and errors.html.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="Fail when a figure falls below this baseline.")] = None,
    write_baseline: Annotated[Path | None, typer.Option(help="Write the figures as the new baseline.")] = None,
    fit_confidence: Annotated[
        bool, typer.Option("--fit-confidence", help="Fit schemas/coding/confidence.yml to the gold.")
    ] = False,
) -> None:
    """Score a release against gold."""
    from pipelines.cli.evaluate_command import EvaluationWishes, run_evaluation

    with one_sentence():
        run_evaluation(EvaluationWishes(gold, curated, articles, jobs, out, baseline, write_baseline, fit_confidence))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A release folder, or a curated folder.")],
    new: Annotated[Path, typer.Argument(help="Another one.")],
) -> None:
    """Show how two releases differ, table by table."""
    from pipelines.cli.inspect_commands import print_diff

    with one_sentence():
        print_diff(old, new)


@app.command()
def versions(
    article: Annotated[str, typer.Argument(help="An address, an article's id, or the record's own id.")],
    curated: CuratedOption = CURATED,
) -> None:
    """Show the texts of an article in all releases of the folder, and what changed between them."""
    from pipelines.cli.version_commands import print_versions

    with one_sentence():
        print_versions(article, curated)


@app.command()
def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="What to write; an unknown one lists what there is.")],
    curated: CuratedOption = CURATED,
    out: Annotated[Path | None, typer.Option(help="File to write; the exports folder when left out.")] = None,
) -> None:
    """Write the release for other programs."""
    from pipelines.cli.inspect_commands import run_export

    with one_sentence():
        run_export(form, curated, out)


@app.command()
def sql(
    query: Annotated[
        str | None, typer.Argument(help="An SQL query; without one, the tables and views are listed.")
    ] = None,
    curated: CuratedOption = CURATED,
) -> None:
    """Ask the release."""
    from pipelines.cli.inspect_commands import run_sql

    with one_sentence():
        run_sql(query, curated)


@app.command()
def docs() -> None:
    """Write the generated pages again."""
    from pipelines.cli.inspect_commands import write_docs

    with one_sentence():
        write_docs()


@app.command()
def notebooks(curated: CuratedOption = CURATED) -> None:
    """Run the notebooks on the release."""
    from pipelines.cli.notebook_runs import run_notebooks

    with one_sentence():
        run_notebooks(curated)


@gazetteer_app.command("import")
def import_places(
    file: Annotated[Path, typer.Argument(help="A table of places (GeoNames dump, OCHA table, CSV).")],
) -> None:
    """Bring a table of places into the gazetteer."""
    from pipelines.cli.knowledge_commands import import_gazetteer

    with one_sentence():
        import_gazetteer(file)


@gazetteer_app.command("add")
def add_place(
    name: Annotated[str, typer.Argument(help="The place as articles spell it.")],
    latitude: Annotated[float, typer.Option(min=-90, max=90)],
    longitude: Annotated[float, typer.Option(min=-180, max=180)],
    country: Annotated[str, typer.Option(help="Country code (ISO 3166-1 alpha-3).")],
    latin: Annotated[str | None, typer.Option(help="The place in Latin letters.")] = None,
) -> None:
    """Add one place to the gazetteer."""
    from pipelines.cli.knowledge_commands import add_to_gazetteer

    with one_sentence():
        add_to_gazetteer(name, latitude, longitude, country, latin)


@lexicon_app.command("audit")
def audit(
    curated: CuratedOption = CURATED,
    as_json: Annotated[bool, typer.Option("--json", help="Print the remarks as JSON.")] = False,
) -> None:
    """Look for duplicate, contradictory and unused entries. Exit code 1 when entries contradict or never match."""
    from pipelines.cli.knowledge_commands import audit_lexicon

    with one_sentence():
        if not audit_lexicon(curated, as_json):
            raise typer.Exit(1)


def _day(given: str | None, option: str) -> dt.date | None:
    if given is None:
        return None
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        fail(f"{option} {given!r} is no date; write it as 2024-03-31", WRONG_USAGE)
        raise


def main() -> None:
    """Entry point."""
    app()
