"""Records on the command line: made beside an answer, verified, withheld and opened."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any, Self

import pytest

from sro_policy import EngineFailedError, Verification, verify_record
from sro_policy.cli import new_file
from sro_policy.cli.verbs import verify
from sro_policy.errors import InputError
from sro_policy.record import record_schema

from .running import run
from .test_errors import complaint

CASE = json.dumps(
    {
        "incident": {"person_age": 15, "crime_alleged": True},
        "acts": [{"id": "a1", "stage": "done", "kind": "custodial_arrest", "in_school": True}],
    }
)
DIGEST = "sha256:" + "0" * 64


def made(path: Path, *options: str) -> dict[str, Any]:
    """Make a record, and return it."""
    result = run("evaluate", "-", "--record", str(path), *options, stdin=CASE)
    assert (result.code, result.err) == (0, "")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Return the file of a record."""
    made(tmp_path / "r.json")
    return tmp_path / "r.json"


def test_evaluate_also_writes_a_record(tmp_path: Path) -> None:
    """The answer is the same with a record as without; the record verifies with exit code 0."""
    path = tmp_path / "r.json"
    with_record = run("evaluate", "-", "--record", str(path), stdin=CASE)
    assert with_record == run("evaluate", "-", stdin=CASE)
    result = run("verify", str(path), width=200)
    assert result == (0, f"{path}: same\n", "")


def test_a_record_is_never_written_over_a_file(record: Path) -> None:
    """A file that is there stays as it is, and nothing is answered."""
    before = record.read_bytes()
    result = run("evaluate", "-", "--record", str(record), stdin=CASE)
    assert result == (2, "", f"Error: {record}: is there already, and nothing is written over\n")
    assert record.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_what_is_written_is_for_its_owner_alone(record: Path) -> None:
    """A record holds data on juveniles: no one else may read it."""
    assert stat.S_IMODE(record.stat().st_mode) == 0o600


def test_a_record_names_the_one_before_it(tmp_path: Path) -> None:
    """Records made with `--previous` are a chain, which `--chain` follows."""
    names = [str(tmp_path / f"{number}.json") for number in range(3)]
    previous: list[str] = []
    for name in names:
        previous = ["--previous", made(Path(name), *previous)["digest"]]
    assert run("verify", *names, "--chain").code == 0
    assert run("verify", names[1], "--previous", json.loads(Path(names[0]).read_text("utf-8"))["digest"]).code == 0
    assert run("verify", *reversed(names)).code == 0
    broken = run("verify", names[0], names[2], "--chain", width=400)
    assert broken.code == 1
    assert f"{names[2]}: different\n  - previous: the record before is sha256:" in broken.out
    assert broken.out.endswith("2 records: 1 same, 1 different.\n")
    first = run("verify", names[0], "--previous", DIGEST, width=400)
    assert first.code == 1
    assert "and this one names none" in first.out


def test_a_change_is_told_with_its_place_and_exit_code_1(record: Path) -> None:
    """What does not hold stands under the record, a line each, also in JSON."""
    text = record.read_text(encoding="utf-8").replace('"custodial_arrest"', '"search"')
    result = run("verify", "-", stdin=text, width=400)
    assert result.code == 1
    assert result.out.startswith("standard input: different\n  - digest: it is not the digest of this record")
    as_json = run("verify", "-", "--json", stdin=text)
    assert as_json.code == 1
    (found,) = json.loads(as_json.out)["records"]
    assert (found["file"], found["outcome"]) == ("standard input", "different")
    assert found["differences"][0]["place"] == "digest"


def test_a_record_of_another_policy_is_not_available(record: Path, tmp_path: Path) -> None:
    """A record of a policy that is not here says so, with exit code 1 and the digest that it names."""
    from sro_policy import POLICY_431, evaluate  # noqa: PLC0415 - the one place that leaves the command line

    ours = POLICY_431.with_parameter("substitute_day_limit", 61, source="a test", verified=True)
    other = tmp_path / "other.json"
    other.write_text(json.dumps(evaluate(CASE, policy=ours).record()), encoding="utf-8")
    result = run("verify", str(record), str(other), width=200)
    assert result.code == 1
    assert f"{other}: policy not available\n  Note: made under the policy sha256:" in result.out


def test_what_is_withheld_goes_to_a_file_of_its_own_and_opens_the_record(record: Path, tmp_path: Path) -> None:
    """A withheld record is told so with exit code 1; with its openings it is the same again."""
    less, opened = tmp_path / "less.json", tmp_path / "opened.json"
    result = run("withhold", str(record), "--out", str(less), "--openings", str(opened), width=200)
    assert result == (0, f"{record}: what {less} withholds is in {opened}.\n", "")
    hidden = run("verify", str(less), width=200)
    assert hidden.code == 1
    assert hidden.out.startswith(f"{less}: withheld; ")
    assert hidden.out.endswith(" of its values are not shown\n")
    assert run("verify", str(less), "--openings", str(opened)).code == 0
    assert run("verify", str(record), str(less), "--openings", str(opened)).code == 0


def test_one_fact_can_be_withheld(record: Path, tmp_path: Path) -> None:
    """Facts are withheld by name, and a name that cannot be is told with the record."""
    less, opened = tmp_path / "less.json", tmp_path / "opened.json"
    where = ("--out", str(less), "--openings", str(opened), "--keep-reasons")
    assert run("withhold", str(record), *where, "--fact", "incident.person_age").code == 0
    entries = json.loads(less.read_text(encoding="utf-8"))["facts"]
    assert [entry["fact"] for entry in entries if "value" not in entry] == ["incident.person_age"]
    said = complaint("withhold", str(record), *where, "--fact", "incident.person_aeg")
    assert said.startswith(f"{record}: facts: no fact `incident.person_aeg` stands behind a commitment")


@pytest.mark.parametrize("taken", ["less.json", "opened.json"])
def test_withholding_writes_both_files_or_none(record: Path, tmp_path: Path, taken: str) -> None:
    """Where one of the two files is there already, neither is written."""
    less, opened = tmp_path / "less.json", tmp_path / "opened.json"
    (tmp_path / taken).write_text("mine", encoding="utf-8")
    said = complaint("withhold", str(record), "--out", str(less), "--openings", str(opened))
    assert said == f"{tmp_path / taken}: is there already, and nothing is written over"
    assert (tmp_path / taken).read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({"r.json", taken})


def test_a_record_that_cannot_be_read_leaves_the_others_verified(record: Path, tmp_path: Path) -> None:
    """What is no record is an error with exit code 2; the others are verified all the same."""
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"record": 1, "libary": {}}', encoding="utf-8")
    result = run("verify", str(record), str(wrong), str(tmp_path / "none"), width=200)
    assert result.code == 2
    assert result.out == f"{record}: same\n"
    assert result.err.splitlines() == [
        f"Error: {wrong}: unknown key `libary`; did you mean `library`?",
        f"Error: {tmp_path / 'none'}: no such file",
    ]


def test_openings_that_open_nothing_are_told(record: Path, tmp_path: Path) -> None:
    """Openings of no record here, and what are none, are errors with exit code 2."""
    other = tmp_path / "other.json"
    made(other)
    opened = tmp_path / "opened.json"
    run("withhold", str(other), "--out", str(tmp_path / "less.json"), "--openings", str(opened))
    result = run("verify", str(record), "--openings", str(opened), width=200)
    assert result.code == 2
    assert result.err == f"Error: {opened}: none of the records is the one that these open\n"
    opened.write_text("[]", encoding="utf-8")
    assert complaint("verify", str(record), "--openings", str(opened)) == f"{opened}: these are no openings"
    opened.write_text(json.dumps({"record": json.loads(record.read_text("utf-8"))["digest"]}), encoding="utf-8")
    result = run("verify", str(record), "--openings", str(opened), width=200)
    assert result.err == f"Error: {opened}: `openings` is missing\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["evaluate", "-", "--previous", DIGEST],
            "--previous: only a record names the one before it; ask for one with",
        ),
        (["evaluate", "-", "--previous", "x", "--record", "r"], "--previous: `x` is no digest"),
        (["evaluate", "-", "--record", ""], "a file without a name was asked for"),
        (["evaluate", "-", "--record", "none/r.json"], "none/r.json: cannot be written: no such file or directory"),
        (["evaluate", "-", "--record", "a\0b"], r"a\x00b: cannot be written: embedded null byte"),
        (["evaluate", "-", "--record", "-"], "`-` is standard input and no file to write; give the file a name"),
        (["verify", "r.json", "--openings", "."], ".: this is a directory, not a file"),
        (["withhold", "r", "--out", "a", "--openings", "./a"], "--openings: names the file that `--out` names"),
        (["verify", "r.json", "--previous", "x"], "--previous: `x` is no digest"),
        (["verify", "r.json", "--engine", "tabel"], "--engine: unknown engine `tabel`; did you mean `table`?"),
        (["withhold", "none", "--out", "a", "--openings", "b"], "none: no such file"),
    ],
)
def test_what_is_wrong_is_told_at_the_option(arguments: list[str], says: str) -> None:
    """An option that cannot be meant is told by its name."""
    assert complaint(*arguments, stdin=CASE).startswith(says)


def test_a_disk_that_is_full_leaves_no_half_of_a_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be written in full is taken away again, and told."""

    class Full:
        def __init__(self, name: str) -> None:
            Path(name).write_text("half", encoding="utf-8")

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def write(self, _data: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("builtins.open", lambda name, *_, **__: Full(name))
    path = str(tmp_path / "r.json")
    with pytest.raises(InputError, match="cannot be written: no space left on device"):
        new_file.write_new_files({path: {}})
    assert list(tmp_path.iterdir()) == []


def test_the_verbs_are_in_the_help() -> None:
    """The help lists the verbs on records, and each says how it is used."""
    for verb in ("verify", "withhold"):
        assert verb in run("--help").out
        assert run(verb, "--help").code == 0


def test_the_schema_of_a_record_is_printed() -> None:
    """`schema --record` prints the JSON Schema of a record."""
    assert json.loads(run("schema", "--record").out) == record_schema()


@pytest.mark.parametrize("name", ["both.json", "./both.json"])
def test_what_was_withheld_is_not_lost_in_one_file_with_the_rest(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """One file for the record and its openings would hold one of them alone: it is refused, and not made."""
    monkeypatch.chdir(tmp_path)
    said = complaint("withhold", str(record), "--out", "both.json", "--openings", name)
    assert said == "--openings: names the file that `--out` names: values and salts are kept apart"
    assert list(tmp_path.iterdir()) == [record]


def test_an_engine_that_fails_at_one_record_leaves_the_others_verified(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was verified before and after is told all the same, and the exit code is 2."""
    names = [str(record), str(tmp_path / "second.json"), str(tmp_path / "third.json")]
    for name in names[1:]:
        made(Path(name))
    calls: list[None] = []

    def verified(*arguments: Any, **options: Any) -> Verification:
        calls.append(None)
        if len(calls) == 2:
            raise EngineFailedError("out of luck")
        return verify_record(*arguments, **options)

    monkeypatch.setattr(verify, "verify_record", verified)
    result = run("verify", *names, width=200)
    assert result.code == 2
    assert result.out == f"{names[0]}: same\n{names[2]}: same\n\n2 records: 2 same.\n"
    assert result.err.startswith("Error: the engine failed, which is no fault of the input: out of luck")


def test_where_no_record_could_be_read_nothing_but_that_is_said(tmp_path: Path) -> None:
    """Of records that are none, standard output says nothing."""
    none = str(tmp_path / "none.json")
    assert complaint("verify", none) == f"{none}: no such file"
