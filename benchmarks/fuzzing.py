"""Every parser, fed with what a coverage-guided fuzzer (Atheris) makes of good inputs: no crash, no hang.

An input is accepted, or refused with one of the library's own errors. Anything else ends the command, as does an input
that takes longer than ten seconds; Atheris then leaves it in a file of its own.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["sro_policy"]):
    from benchmarks.report import heading
    from sro_policy import POLICY_431, InputError, SroPolicyError, evaluate, verify_record
    from sro_policy.canonical import canonical
    from sro_policy.case_files.reading import read_case_file
    from sro_policy.evaluation.document import read_document
    from sro_policy.journal import create_journal, read_journal
    from sro_policy.scenario import read_scenario
    from sro_policy.serve import Service
    from sro_policy.serve.envelope import answer
    from sro_policy.serve.faults import INTERNAL
    from sro_policy.session import open_incident, replay
    from sro_policy.text import check_text, manual_from_bytes, policy_segments

ROOT = Path(__file__).parent.parent
_SECONDS = 10
_ENCODED = policy_segments(POLICY_431)
_KEY = bytes(32)


def _case(data: bytes) -> None:
    evaluate(data, engine="table")


def _manual(data: bytes) -> None:
    check_text(manual_from_bytes(data, "manual"), _ENCODED)


def _record(data: bytes) -> None:
    verify_record(data, engine="table")


def _case_file(data: bytes) -> None:
    _FILE.write_bytes(data)
    read_case_file(_FILE, POLICY_431)


def _journal(data: bytes) -> None:
    _FILE.write_bytes(data)
    replay(_FILE, engine="table")


def _steps(data: bytes) -> None:
    """Replay a journal whose chain is whole, and whose header and entries are the lines of the input."""
    _FILE.unlink(missing_ok=True)
    header, *entries = [read_document(line) for line in data.split(b"\n")]
    with create_journal(_FILE, header, fsync="close") as journal:  # type: ignore[arg-type]
        for entry in entries:
            journal.append(entry)  # type: ignore[arg-type]
    replay(_FILE, engine="table")


def _scenario(data: bytes) -> None:
    read_scenario(data)


def _message(data: bytes) -> None:
    """Answer a message to a server, on a connection of its own that has greeted and plays a scenario."""
    connection = _SERVICE.connect()
    try:
        answer(connection, _called("hello", protocols=[1]))
        opened = json.loads(answer(connection, _called("scenario.open", id="hallway-arrest")) or "")
        reply = answer(connection, data.replace(_SESSION, opened["result"]["session"].encode()))
    finally:
        connection.close()
    replied = json.loads(reply or "[]")
    for one in replied if isinstance(replied, list) else [replied]:
        if "error" in one:
            if one["error"]["code"] == INTERNAL.code:
                raise AssertionError("a fault of the server")
            raise InputError(one["error"]["message"])


def _called(method: str, **params: object) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()


def _good_messages() -> Iterator[bytes]:
    """Yield a call of each kind: on a case, on the session, and of the scenario that is played in it."""
    case = {"officer": {"is_sro": True}, "acts": [{"id": "a1", "kind": "search", "in_school": True}]}
    of = {"session": _SESSION.decode()}
    asked = {"rule": "431.5.p1", "subject": "a1", "case": case}
    yield _called("evaluate", case=case, settings={"A2": "one"}, as_of="2026-11-24")
    yield _called("questions", case=case)
    yield _called("why", **asked, every=True)
    yield _called("changes", **asked, aim="kept", in_our_hands=True)
    yield _called("open_incident", case=case, began="2026-11-24T09:00:00-06:00", source="sensor")
    yield _called("learn", **of, said={"incident": {"weapon": True}}, at=1)
    yield _called("withdraw", **of, names=["officer.is_sro"], at=1)
    yield _called("begin", **of, act="a9", at=2, facts={"kind": "command"}, when=1.5)
    yield _called("happened", **of, moment="staff_notified", at=5)
    yield _called("as_known_at", **of, time=2)
    yield _called("review", **of, format="csv")
    yield _called("scenario.play", **of)
    yield _called("branch", **of)
    yield b"[%s, %s]" % (_called("steps", **of), _called("close", **of))


def _kept() -> Path:
    """Return the journal of an incident with a step of each kind."""
    path = _FILE.with_name("kept.jsonl")
    path.unlink(missing_ok=True)
    with open_incident(case={"officer": {"is_sro": True}}, journal=path, engine="table") as incident:
        incident.learn({"incident": {"weapon": True}, "as_of": "2026-11-24"}, at=1)
        incident.happened("staff_notified", at=2)
        incident.begin("a1", {"kind": "custodial_arrest", "purposes": ["crime"]}, at=3)
        incident.carry_on("a1", {"in_school": True}, at=4)
        incident.correct({"incident": {"weapon": False}}, at=5)
        incident.end("a1", at=6)
        incident.give_reason("431.6/arrest-in-school", "a1", "He ran.", at=7)
        incident.withdraw("incident.weapon", at=8)
    return path


_SCENARIOS = ROOT / "examples" / "scenarios"
_SERVICE = Service(engine="table", scenarios=[_SCENARIOS / "hallway-arrest.yaml"])
_SESSION = b"SESSION"
"""Stands in a message for the session, whose id nobody can guess."""
_FILE = Path(tempfile.mkdtemp()) / "case.json"
_PARSERS: dict[str, Callable[[bytes], None]] = {
    "case": _case,
    "manual": _manual,
    "record": _record,
    "case-file": _case_file,
    "journal": _journal,
    "steps": _steps,
    "scenario": _scenario,
    "message": _message,
}


def _good(parser: str) -> Iterator[bytes]:
    """Yield inputs that are accepted, from which the fuzzer makes others."""
    cases = sorted((ROOT / "examples").glob("*.json"))
    files = sorted((ROOT / "tests" / "cases").glob("*.json"))
    if parser == "case":
        yield from (path.read_bytes() for path in cases)
    elif parser == "record":
        for path in cases:
            yield json.dumps(evaluate(path.read_bytes(), engine="table").record(key=_KEY)).encode()
    elif parser == "case-file":
        yield from (path.read_bytes() for path in files)
    elif parser == "journal":
        yield _kept().read_bytes()
    elif parser == "steps":
        kept = read_journal(_kept())
        yield b"\n".join(map(canonical, (kept.header, *kept.entries)))
    elif parser == "scenario":
        yield from (path.read_bytes() for path in sorted(_SCENARIOS.glob("*.yaml")))
    elif parser == "message":
        yield from _good_messages()
    else:
        for section in POLICY_431.sections:
            gists = "\n\n".join(f"({clause.id[-1]}) {clause.gist}." for clause in section.clauses)
            yield f"{section.number} {section.title.upper()}\n\n{gists}\n".encode()


def main() -> None:
    """Feed one parser with a number of inputs."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("parser", choices=list(_PARSERS))
    options.add_argument("--inputs", type=int, default=100_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(_good(chosen.parser)):
            (Path(corpus) / f"{number}").write_bytes(data)
        parse = _PARSERS[chosen.parser]
        counts = {"accepted": 0, "refused": 0}

        def one(data: bytes) -> None:
            try:
                parse(data)
                counts["accepted"] += 1
            except SroPolicyError:
                counts["refused"] += 1
            done = sum(counts.values())
            # Atheris ends the process with its last input, so what was done is told with each tenth of it.
            if done % max(chosen.inputs // 10, 1) == 0:
                print(f"{chosen.parser}: {done:,} inputs, {counts}, {time.perf_counter() - began:.0f} s", flush=True)

        heading()
        began = time.perf_counter()
        atheris.Setup([sys.argv[0], corpus, f"-runs={chosen.inputs}", f"-timeout={_SECONDS}", "-max_len=65536"], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
