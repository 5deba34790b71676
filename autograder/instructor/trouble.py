"""What keeps a course from being graded, in sentences that say what to do: a full disk, a locked gradebook, a folder that is read-only."""

import errno
import logging
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path

from nbgrader.api import InvalidEntry
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from autograder.instructor.stored import Kept

ROOM = 4 << 20
FULL = "the disk is full: make room"
OF_DATABASE = {
    "database is locked": "the gradebook is locked by another program (formgrader, a browser of databases, another grader): close that",
    "readonly database": "the gradebook is read-only: make gradebook.db and its folder writable",
    "unable to open": "the gradebook cannot be opened: make gradebook.db and its folder writable",
    "disk is full": FULL,
    "disk i/o error": "the disk fails where the gradebook lies, or is full",
    "malformed": "the gradebook is damaged: put back a copy of gradebook.db",
    "not a database": "the gradebook is damaged: put back a copy of gradebook.db",
}


class LastError(logging.Handler):
    """The last exception that nbgrader writes into its log and then hides."""

    error: BaseException | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what is being handled while an error is logged."""
        if record.levelno >= logging.ERROR:
            self.error = sys.exc_info()[1] or self.error


def unwritable(course: Path, db_url: str) -> str:
    """Why nothing can be stored in a course, and what to do; empty if it can. Waits for a lock as long as the gradebook's URL says."""
    for place in (course, course / "autograded", course / "feedback"):
        try:
            place.mkdir(exist_ok=True)
            with tempfile.TemporaryFile(dir=place) as file:
                file.write(b"x")
            if shutil.disk_usage(place).free < ROOM:
                raise OSError(errno.ENOSPC, "less than 4 MB are free")
        except OSError as error:
            return f"{FULL} for {place}" if error.errno in (errno.ENOSPC, errno.EDQUOT) else f"{place} cannot be written: {error.strerror}"
    try:
        try_gradebook(db_url)
    except sqlite3.Error as error:
        return told(error)
    return ""


def try_gradebook(db_url: str) -> None:
    """Raise sqlite's error where nothing can be written into a gradebook; leave no trace in it."""
    url = make_url(db_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return
    connection = sqlite3.connect(url.database, timeout=float(str(url.query.get("timeout", 5))), isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE rfpack_was_here (something INTEGER)")
        connection.execute("ROLLBACK")
    finally:
        connection.close()


def told(error: BaseException) -> str:
    """An error in words for an instructor."""
    text = " ".join(str(getattr(error, "orig", None) or error).split())
    if isinstance(error, Kept):
        return text
    if isinstance(error, (sqlite3.Error, SQLAlchemyError, InvalidEntry)):
        known = (sentence for words, sentence in OF_DATABASE.items() if words in text.lower())
        return next(known, f"the gradebook refuses ({text[:300]})")
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FULL
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename} cannot be used: {error.strerror}"
    return f"{type(error).__name__}: {text[:300]}"
