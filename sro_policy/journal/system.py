"""What systems do each in their own way: a lock that ends with its holder, and forcing to the disk what was written."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from weakref import WeakSet

if sys.platform == "win32":
    import msvcrt

    # Nobody else can read what is locked, so that is a byte beyond the end of every journal.
    _BEYOND = 2_000_000_000

    def lock(handle: FileIO) -> bool:
        """Lock a file for as long as the handle is open; return whether nobody else has it locked."""
        handle.seek(_BEYOND)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def force(handle: FileIO) -> None:
        """Return once the disk has what was written."""
        os.fsync(handle.fileno())

    def force_folder(folder: Path) -> None:
        """Do nothing: this system keeps the names of files by itself."""

    def never_forked_within(take: Callable[[], object], give_back: Callable[[], object]) -> None:
        """Do nothing: this system does not fork."""

else:
    import fcntl

    _NO_FOLDERS = {errno.EINVAL, errno.ENOTSUP}
    _held: WeakSet[FileIO] = WeakSet()

    def lock(handle: FileIO) -> bool:
        """Lock a file for as long as the handle is open; return whether nobody else has it locked."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        _held.add(handle)
        return True

    def _let_go() -> None:
        """Close in a child what its parent has locked. Else the lock would outlive a parent that is killed."""
        for handle in list(_held):
            handle.close()

    os.register_at_fork(after_in_child=_let_go)

    def force(handle: FileIO) -> None:
        """Return once the disk has what was written."""
        if hasattr(fcntl, "F_FULLFSYNC"):  # macOS: there, the other leaves it in the cache of the disk
            try:
                fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            except OSError:
                pass  # not every file system knows it
            else:
                return
        os.fsync(handle.fileno())

    def force_folder(folder: Path) -> None:
        """Return once the disk has the names of the files in a folder."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _NO_FOLDERS:  # file systems that keep names by themselves
                raise
        finally:
            os.close(handle)

    def never_forked_within(take: Callable[[], object], give_back: Callable[[], object]) -> None:
        """Let no process fork while another thread has a lock, which is taken and given back so."""
        os.register_at_fork(before=take, after_in_parent=give_back, after_in_child=give_back)
