"""Which files are case files: those in the folders that somebody named, and no others."""

from __future__ import annotations

import glob
from pathlib import Path
from typing import final

import pytest

from sro_policy.case_files import case_files
from sro_policy.errors import InputError
from sro_policy.pytest_plugin.options import CASES


@final
class Chosen:
    """The case files of a run."""

    def __init__(self, asked: tuple[Path, ...], configured: tuple[Path, ...]) -> None:
        self._asked = asked
        self._configured = configured
        self._files = {path.resolve() for path in (*asked, *configured)}

    @classmethod
    def of(cls, config: pytest.Config) -> Chosen:
        """Return what the command line and the configuration choose.

        Raises :class:`pytest.UsageError` for a folder that is none or holds no case: what checks nothing does not pass.
        """
        base = config.rootpath if config.inipath is None else config.inipath.parent
        asked = config.getoption(CASES) or ()
        try:
            return cls(
                tuple(path for folder in asked for path in case_files(config.invocation_params.dir / folder)),
                tuple(path for pattern in config.getini(CASES) for path in _matching(base, pattern)),
            )
        except InputError as error:
            raise pytest.UsageError(f"cases of sro_policy: {error}") from None

    def has(self, path: Path) -> bool:
        """Return whether a file was chosen."""
        return bool(self._files) and path.resolve() in self._files

    def add_to_arguments(self, config: pytest.Config) -> None:
        """Let pytest look for tests in the files too, unless it does already.

        What is only configured is left out where somebody named what to run.
        """
        source = pytest.Config.ArgsSource
        named = config.args_source not in {source.INVOCATION_DIR, source.TESTPATHS}
        places = [(config.invocation_params.dir / arg.partition("::")[0]).resolve() for arg in config.args]
        for path in dict.fromkeys(self._asked if named else (*self._asked, *self._configured)):
            # Pytest 8 runs less than it is asked to where one of its arguments holds another.
            if not any(path.resolve().is_relative_to(place) for place in places):
                config.args.append(str(path))


def _matching(base: Path, pattern: str) -> list[Path]:
    # Of `pathlib`, no pattern may begin at the root of the disk.
    found = sorted(base / name for name in glob.glob(pattern, root_dir=base, recursive=True))  # noqa: PTH207
    if not found:
        raise InputError("nothing is there, from the root on", place=f"{CASES} = {pattern}")
    return [path for place in found for path in _files(place)]


def _files(place: Path) -> tuple[Path, ...]:
    return (place,) if place.is_file() and place.suffix == ".json" else case_files(place)
