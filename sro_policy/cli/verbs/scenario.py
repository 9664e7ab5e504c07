"""``sro-policy scenario``: scenarios run, checked, counted and made."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from sro_policy.cli.arguments import AsJson, EngineName, Settings
from sro_policy.cli.evaluating import Terms
from sro_policy.cli.new_file import refuse_there, write_new_texts
from sro_policy.cli.output import write_document, write_error, write_json, write_text
from sro_policy.cli.playing import follow, path_through, play
from sro_policy.cli.scenario_text import many, show_checked, show_coverage, show_runs
from sro_policy.decision import EngineName as EngineOfDecision
from sro_policy.errors import InputError, placed_at, quoted
from sro_policy.evaluation.compiled import engine_name
from sro_policy.rules import POLICY_431
from sro_policy.scenario import (
    Scenario,
    ScenarioRun,
    as_yaml,
    covered,
    on_stage,
    read_each,
    read_scenario_file,
    read_scenarios,
    run_scenario,
)
from sro_policy.session import keep_journal

scenario = typer.Typer(
    help="Run, check, count and make scenarios for training.", no_args_is_help=True, rich_markup_mode=None
)

Places: TypeAlias = Annotated[
    list[str], typer.Argument(metavar="FILE|FOLDER…", help="Scenarios, and folders of scenarios.")
]


@scenario.command("run")
def run(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A scenario.")],
    *,
    headless: Annotated[
        bool,
        typer.Option("--headless", help="Ask nothing: take every way through it, and hold it to what is expected."),
    ] = False,
    path: Annotated[
        str | None, typer.Option("--path", metavar="ID/ID", help="Ask nothing: take these options, one after another.")
    ] = None,
    journal: Annotated[
        str | None,
        typer.Option("--journal", metavar="FILE", help="Keep the steps in a new journal."),
    ] = None,
    as_json: AsJson = False,
    engine: EngineName = None,
) -> None:
    """Step through a scenario, and choose where it branches."""
    with placed_at("--engine"):
        name = engine_name(engine)
    read = read_scenario_file(file)
    every = headless or (as_json and path is None)
    if journal is not None and every:
        raise InputError("a journal is of one way through it: choose, or give `--path`", place="--journal")
    if headless and path is not None:
        raise InputError("`--headless` takes every way through it, and `--path` one", place="--path")
    if every:
        found = run_scenario(read, engine=name)
        if as_json:
            write_json(found.to_json())
        else:
            show_runs([found])
        if not found.holds:
            raise typer.Exit(1)
        return
    way = None if path is None else path_through(read, path)
    stage = on_stage(read, engine=name)
    if journal is not None:
        refuse_there(journal)
        keep_journal(stage.incident, journal)
    with stage.incident:
        if as_json and way is not None:
            follow(stage, way)
            write_json(stage.taken.to_json())
        else:
            play(stage, way)
    if any(one.missed for one in stage.happened):
        raise typer.Exit(1)


@scenario.command("check")
def check(places: Places, *, as_json: AsJson = False, engine: EngineName = None) -> None:
    """Run every way through scenarios, and say what is not as expected, and what is wrong with a file."""
    with placed_at("--engine"):
        name = engine_name(engine)
    checked = [(str(path), _checked(found, name)) for path, found in read_each(places)]
    wrong = [found for _, found in checked if isinstance(found, InputError)]
    runs = [found for _, found in checked if isinstance(found, ScenarioRun)]
    for error in wrong:
        write_error(error)
    if as_json:
        write_json([{"file": file, **_as_json(found)} for file, found in checked])
    elif runs:
        show_checked(runs, wrong=len(wrong))
    if wrong:
        raise typer.Exit(2)
    if not all(found.holds for found in runs):
        raise typer.Exit(1)


@scenario.command("coverage")
def coverage(
    places: Places,
    *,
    least: Annotated[
        float, typer.Option("--min", metavar="PERCENT", help="Exit with 1 if fewer of the statuses are reached.")
    ] = 0.0,
    as_json: AsJson = False,
) -> None:
    """Say which clauses, statuses of rules and settings scenarios exercise."""
    if not 0 <= least <= 100:  # noqa: PLR2004 - percent
        raise InputError(f"{least:g} is no percentage from 0 to 100", place="--min")
    found = covered([run_scenario(one) for one in read_scenarios(places)], POLICY_431)
    if as_json:
        write_json(found.to_json())
    else:
        show_coverage(found)
    if found.percent < least:
        raise typer.Exit(1)


@scenario.command("generate")
def generate(
    *,
    apart: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--apart", metavar="RULE RULE", help="The shortest in which the first is broken, and not the other."
        ),
    ] = None,
    reading: Annotated[
        str | None,
        typer.Option("--setting", metavar="READING", help="Pairs that tell its readings apart."),
    ] = None,
    uncovered: Annotated[
        list[str] | None,
        typer.Option("--uncovered", metavar="FILE|FOLDER", help="What reaches what these do not reach. Repeatable."),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="FOLDER", help="Write each to a new file; else they are printed."),
    ] = None,
    limit: Annotated[
        int,
        typer.Option(
            "--limit", metavar="NUMBER", min=1, max=1_000_000, help="The most that --uncovered makes; else 10."
        ),
    ] = 10,
    settings: Settings = None,
) -> None:
    """Make scenarios that tell clauses or readings apart, or reach what no scenario reaches yet."""
    terms = Terms.of(None, None, settings)
    if sum(one is not None and one != [] for one in (apart, reading, uncovered)) != 1:
        raise InputError("ask for one thing: `--apart`, `--setting` or `--uncovered`")
    try:
        from sro_policy.scenario.generating import Generator  # noqa: PLC0415 - the extra may not be there
    except ImportError as error:
        raise InputError(str(error)) from None
    generator = Generator(POLICY_431, terms.settings)
    if apart is not None:
        with placed_at("--apart"):
            telling = generator.apart(*apart)
            if telling is None:
                raise InputError(f"nothing tells {quoted(apart[0])} from {quoted(apart[1])}")
        _give([telling], out)
    elif reading is not None:
        with placed_at("--setting"):
            pairs = generator.readings(reading)
        _give([one for pair in pairs for one in pair], out)
    else:
        runs = [run_scenario(one) for one in read_scenarios(uncovered or [])]
        made = list(islice(generator.uncovered(covered(runs, POLICY_431, terms.settings)), limit))
        if not made:
            write_text("Every status that a rule can have is reached already.\n", aside=True)
            return
        _give(made, out)
        now = covered([*runs, *map(run_scenario, made)], POLICY_431, terms.settings)
        if left := now.reachable - now.reached:
            write_text(
                f"{many(len(made), 'scenario')} made; {many(left, 'status', 'statuses')} left to reach: "
                "`--limit` makes more.\n",
                aside=True,
            )


def _checked(found: Scenario | InputError, engine: EngineOfDecision | None) -> ScenarioRun | InputError:
    """Return every way through a scenario; or what is wrong with its file, or with a step."""
    if isinstance(found, InputError):
        return found
    try:
        return run_scenario(found, engine=engine)
    except InputError as error:
        return error


def _as_json(found: ScenarioRun | InputError) -> dict[str, object]:
    if isinstance(found, InputError):
        return {"problem": str(found)}
    return {"problem": None, **found.to_json()}


def _give(made: Sequence[Scenario], out: str | None) -> None:
    if out is None:
        write_document("---\n".join(as_yaml(one) for one in made))
    else:
        folder = Path(out)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"cannot be made: {(error.strerror or str(error)).lower()}", place=out) from None
        write_new_texts({str(folder / f"{one.id}.yaml"): as_yaml(one) for one in made})
