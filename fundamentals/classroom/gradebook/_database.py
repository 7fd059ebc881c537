"""One SQLite file: opening it, changing it atomically, and explaining its errors."""

from __future__ import annotations

import contextlib
import functools
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from fundamentals.classroom.gradebook._schema import APPLICATION_ID, MIGRATIONS
from fundamentals.errors import FundamentalsError, GradebookError
from fundamentals.language import Text

_A_GRADEBOOK = Text(
    "a gradebook that `fundamentals grade` wrote", "由 `fundamentals grade` 寫成的成績簿"
)

# https://www.sqlite.org/fileformat.html: the magic number of journals, also after the name in one.
_END_OF_A_NAME = bytes.fromhex("d9d505f920a163d7")

# By words of SQLite's message, in order of precedence.
_PROBLEMS: tuple[tuple[str, Text, Text, Text], ...] = (
    (
        "locked",
        Text("{path} is locked by another program", "{path} 被另一個程式鎖住"),
        Text("a gradebook that no other program has locked", "幾秒內就能使用的成績簿"),
        Text(
            "close the program that has it open, such as a database browser, and run the "
            "command again; nothing is lost",
            "請關閉正在使用它的程式（例如資料庫瀏覽器），再執行一次；資料沒有遺失",
        ),
    ),
    (
        "full",
        Text("{path} cannot be written: the disk is full", "{path} 無法再寫入：磁碟已滿"),
        Text("space for the gradebook", "足夠成績簿使用的空間"),
        Text(
            "free some space and run the command again; the grades recorded so far are safe",
            "請清出空間，再執行一次；先前記錄的結果都還在",
        ),
    ),
    (
        "not a database",
        Text("{path} is not a gradebook", "{path} 不是成績簿"),
        _A_GRADEBOOK,
        Text("name another file", "請指定另一個檔案"),
    ),
    (
        "malformed",
        Text("{path} is damaged: {error}", "{path} 已損毀：{error}"),
        Text("an undamaged gradebook", "完好的成績簿"),
        Text(
            "restore it from a backup, or move it away and grade again; "
            "`sqlite3 {path} .recover` shows what can still be read",
            "請從備份還原，或把它移走後重新評分；`sqlite3 {path} .recover` 可列出還讀得到的內容",
        ),
    ),
)
_ANY_PROBLEM = (
    Text("{path} cannot be used: {error}", "無法使用 {path}：{error}"),
    Text("a file with read and write permission", "可以讀寫的檔案"),
    Text("check its folder, its permissions and the disk", "請檢查資料夾、權限與磁碟"),
)


class Database:
    """An open gradebook file.

    Args:
        path: The file.
        create: Create it if it does not exist.
        wait_seconds: How long to wait for another program that is writing.

    Raises:
        GradebookError: It is missing, damaged, locked, not a gradebook, or newer than this package.
    """

    def __init__(self, path: Path, *, create: bool, wait_seconds: float) -> None:
        self._path = path
        if not create and not path.is_file():
            raise GradebookError(
                Text("there is no gradebook {path}", "沒有成績簿 {path}").format(path=path),
                expected=_A_GRADEBOOK,
                fix=Text("name the file, or grade first", "請指定檔案，或先評分"),
            )
        with self._explained():
            _refuse_journal_of_several_files(path)
            self._connection = sqlite3.connect(path, timeout=wait_seconds, isolation_level=None)
            try:
                self._prepare(create=create, wait_seconds=wait_seconds)
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextlib.contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection whose changes are committed together, or not at all."""
        with self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # When the disk is full, SQLite rolls back by itself.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection that sees one state of the file, even if others are writing to it.

        Values that no gradebook has, such as an unknown verdict, are damage to the file.
        """
        with self._explained():
            self._connection.execute("BEGIN")
            try:
                yield self._connection
            except FundamentalsError:
                raise
            # JSON that is nested too deeply is no ValueError.
            except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as error:
                said = f"malformed, {type(error).__name__}: {error}"
                raise sqlite3.DatabaseError(said) from error
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def _prepare(self, *, create: bool, wait_seconds: float) -> None:
        connection = self._connection
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        # What an expression in a tampered schema may call.
        connection.execute("PRAGMA trusted_schema = OFF")
        # Commits survive this process but perhaps not a power cut; a submission whose result is
        # lost is graded again.
        connection.execute("PRAGMA synchronous = NORMAL")
        version = self._version()
        if version == 0 and not create:
            raise sqlite3.DatabaseError("not a database of ours")
        if version == len(MIGRATIONS):
            self._examine()
            return
        self._refuse_what_acts()
        self._keep_a_write_ahead_log(wait_seconds)
        with self.change():
            # Checked again under the lock: another run may have been faster.
            for step in MIGRATIONS[self._version() :]:
                _run_script(connection, step)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        self._examine()

    def _keep_a_write_ahead_log(self, wait_seconds: float) -> None:
        # This is the only statement that does not itself wait for other programs.
        until = time.monotonic() + wait_seconds
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError:
                if time.monotonic() >= until:
                    raise
                time.sleep(0.01)

    def _version(self) -> int:
        # One statement, so that it sees one state: another run may be creating the file.
        application, version, tables = self._connection.execute(
            "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master)"
            " FROM pragma_application_id, pragma_user_version"
        ).fetchone()
        if tables and application != APPLICATION_ID:
            raise sqlite3.DatabaseError("not a database of ours")
        if version > len(MIGRATIONS):
            raise GradebookError(
                Text(
                    "{path} has version {version}, from a newer release of this package",
                    "{path} 是第 {version} 版，由較新的套件寫成",
                ).format(path=self._path, version=version),
                expected=Text("version {known} at most", "最高第 {known} 版").format(
                    known=len(MIGRATIONS)
                ),
                fix=Text("update the package", "請更新套件"),
            )
        return int(version)

    def _examine(self) -> None:
        self._refuse_what_acts()
        # For example, a view under a table's name could compute forever.
        if not _objects(self._connection) >= _expected_objects():
            raise sqlite3.DatabaseError("malformed, its tables are not those of a gradebook")
        (verdict,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(f"malformed, {verdict.splitlines()[-1]}")
        for table, usual in _usual_types().items():
            if self._connection.execute(
                f"SELECT 1 FROM {table} WHERE NOT ({usual}) LIMIT 1"
            ).fetchone():
                raise sqlite3.DatabaseError(f"malformed, values in {table} that no gradebook has")

    def _refuse_what_acts(self) -> None:
        # A trigger could change grades as they are recorded.
        (found,) = self._connection.execute(
            "SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')"
        ).fetchone()
        if found:
            raise sqlite3.DatabaseError("malformed, its tables are not those of a gradebook")

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _explanation(self._path, error) from error
        except UnicodeDecodeError as error:  # what SQLite says quotes a damaged name
            damage = sqlite3.DatabaseError(f"malformed, {error}")
            raise _explanation(self._path, damage) from error


def _refuse_journal_of_several_files(path: Path) -> None:
    """Refuse a journal beside the file that ends in the name of another file.

    SQLite writes that name when one transaction changes several databases, which no gradebook's
    does. Opened, it would delete the file of that name, whichever it is.
    """
    journal = Path(f"{os.path.realpath(path)}-journal")
    if not journal.is_file():
        return
    with journal.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - len(_END_OF_A_NAME)))
        if file.read() == _END_OF_A_NAME:
            raise sqlite3.DatabaseError("malformed, its journal names another file")


def _objects(connection: sqlite3.Connection) -> set[tuple[object, ...]]:
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    return {tuple(row) for row in rows}


@functools.cache
def _expected_objects() -> set[tuple[object, ...]]:
    """Return what a new gradebook has, as (type, name, SQL)."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for step in MIGRATIONS:
            _run_script(connection, step)
        return _objects(connection)


# What SQLite stores in a column of a declared type, unless somebody insists on something else.
_TYPES = {"TEXT": ("text",), "INTEGER": ("integer",), "REAL": ("real", "integer")}
# Characters. What strangers wrote is cut before it is recorded; the grades of a whole class are one
# text.
_MOST_CHARACTERS, _MOST_IN_A_SNAPSHOT = 2**17, 2**26


def recordable(text: str) -> str:
    """Return ``text``, cut to what a gradebook may hold in one place."""
    return text if len(text) <= _MOST_CHARACTERS else f"{text[: _MOST_CHARACTERS - 1]}…"


@functools.cache
def _usual_types() -> dict[str, str]:
    """Return, by table, the condition that its values are such as a gradebook has.

    They are of the types that it declares, no text is so long that it holds up whoever shows it,
    and a lab's id is one that names a folder inside another.
    """
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for step in MIGRATIONS:
            _run_script(connection, step)
        conditions: dict[str, list[str]] = {}
        for table, column, declared in connection.execute(
            "SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c"
            " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
        ):
            allowed = ", ".join(f"'{kind}'" for kind in (*_TYPES[declared], "null"))
            most = _MOST_IN_A_SNAPSHOT if table == "snapshot" else _MOST_CHARACTERS
            usual = f"typeof({column}) IN ({allowed}) AND length(coalesce({column}, '')) <= {most}"
            if column == "lab" or (table, column) == ("lab", "id"):
                usual += f" AND {column} NOT GLOB '*[^a-z0-9_]*'"
            conditions.setdefault(table, []).append(usual)
    return {table: " AND ".join(found) for table, found in conditions.items()}


def _run_script(connection: sqlite3.Connection, script: str) -> None:
    # Connection.executescript would end the transaction that this step must be part of.
    for statement in script.split(";"):
        connection.execute(statement)


def _explanation(path: Path, error: sqlite3.Error) -> GradebookError:
    said = str(error)
    received, expected, fix = next(
        (texts for sign, *texts in _PROBLEMS if sign in said), _ANY_PROBLEM
    )
    return GradebookError(
        received.format(path=path, error=said), expected=expected, fix=fix.format(path=path)
    )
