"""Reading a submission: its file in the grader, its code in the sandbox."""

from __future__ import annotations

import inspect
import json
import os
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fundamentals.errors import SubmissionError
from fundamentals.lab_form import LabForm
from fundamentals.language import use_language
from fundamentals.sandbox import SourceError, read_cells, read_submission, size_limit
from fundamentals.sandbox.worker._code_cells import CodeCell
from fundamentals.sandbox.worker._submission_module import (
    MissingFunctionError,
    SubmissionModule,
    describe_error,
)


def test_a_file_is_read_as_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "lab.py"
    path.write_bytes(b"\xffnot even text\0")
    submission = read_submission(path)
    assert (submission.name, submission.content) == ("lab.py", b"\xffnot even text\0")
    assert submission.sha256.startswith("93fc09e4")
    assert submission.form is LabForm.SCRIPT


@pytest.mark.parametrize("name", ["lab.ipynb", "LAB.IPYNB"])
def test_a_notebook_is_told_by_its_suffix(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("{}")
    assert read_submission(tmp_path / name).form is LabForm.NOTEBOOK


def make_link(path: Path) -> None:
    target = path.with_name("target.py")
    target.write_text("")
    path.symlink_to(target)


def make_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../slipped.py", "")


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))


def make_50_megabytes(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50 * 10**6)


@pytest.mark.parametrize(
    ("name", "make", "complaint"),
    [
        ("missing.py", lambda path: None, "No such file or directory"),
        ("link.py", make_link, "a symbolic link"),
        ("dangling.py", lambda path: path.symlink_to("/nowhere"), "a symbolic link"),
        ("folder.py", Path.mkdir, "a folder"),
        ("pipe.py", os.mkfifo, "a named pipe"),
        ("socket.py", make_socket, "a socket"),
        ("lab.zip", make_zip, "a .zip file"),
        ("lab", Path.touch, "a – file"),
        ("lab.txt", Path.touch, "a .txt file"),
        ("large.py", make_50_megabytes, "more than 2 MiB"),
        ("large.py.TXT", make_50_megabytes, "more than 2 MiB"),
        ("large.ipynb", make_50_megabytes, "more than 20 MiB"),
        ("file/within.py", lambda path: path.parent.touch(), "Not a directory"),
    ],
)
def test_what_is_no_plain_file_is_refused_by_name(
    tmp_path: Path, name: str, make: object, complaint: str
) -> None:
    path = tmp_path / name
    make(path)  # type: ignore[operator]
    with pytest.raises(SubmissionError, match=complaint) as caught:
        read_submission(path)
    assert str(path) in str(caught.value)
    with use_language("zh-Hant"):
        assert "MiB 的 .py 檔" in str(caught.value)


def test_a_device_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "device.py"
    path.symlink_to("/dev/zero")
    with pytest.raises(SubmissionError, match="symbolic link"):
        read_submission(path)


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lab.py"
    path.touch(mode=0)
    with pytest.raises(SubmissionError, match="Permission denied"):
        read_submission(path)


@pytest.mark.parametrize("name", ["lab.py", "lab.ipynb"])
def test_the_largest_file_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(bytes(size_limit(name)))
    assert len(read_submission(path).content) == size_limit(name)


@pytest.mark.parametrize(
    "content",
    [
        "文字 = 1\n".encode(),
        b"\xef\xbb\xbf" + "文字 = 1\n".encode(),
        "文字 = 1\n".encode("utf-16"),
        b"\xfe\xff" + "文字 = 1\n".encode("utf-16-be"),
        "文字 = 1\n".encode("utf-32"),
        "文字 = 1\r\n".encode(),
        "文字 = 1\r".encode(),
    ],
)
def test_text_is_read_in_the_encodings_that_editors_write(content: bytes) -> None:
    assert read_cells(content, LabForm.SCRIPT) == [CodeCell(None, "文字 = 1\n")]


def test_the_coding_comment_counts() -> None:
    content = "# -*- coding: big5 -*-\n文字 = 1\n".encode("big5")
    assert "文字" in read_cells(content, LabForm.SCRIPT)[0].source


@pytest.mark.parametrize("content", [b"\xff\xff", b"# coding: klingon\n", b"\xa4\xe5"])
def test_what_is_no_text_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(SourceError):
        read_cells(content, LabForm.SCRIPT)


def notebook(*sources: object, **cell: object) -> bytes:
    cells = [{"cell_type": "code", "source": source, **cell} for source in sources]
    return json.dumps({"nbformat": 4, "cells": cells}).encode()


def test_code_cells_are_numbered_in_order_and_others_left_out() -> None:
    text = {"cell_type": "markdown", "source": "not code"}
    code = {"cell_type": "code", "source": ["a = 1\n", "b = 2"]}
    content = json.dumps({"cells": [text, code, text, {**code, "source": "c = 3"}]}).encode()
    assert read_cells(content, LabForm.NOTEBOOK) == [
        CodeCell(1, "a = 1\nb = 2"),
        CodeCell(2, "c = 3"),
    ]


def test_a_notebook_of_version_3_is_read() -> None:
    cells = [{"cell_type": "code", "input": ["a = 1"]}]
    content = json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}).encode()
    assert read_cells(content, LabForm.NOTEBOOK) == [CodeCell(1, "a = 1")]


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"[]", b"3", b"{}", b'{"cells": 3}', b'{"cells": [3]}', b"[" * 10**6),
        *(
            b'{"cells": [{"cell_type": "code"}]}',
            b'{"cells": [{"cell_type": "code", "source": 3}]}',
        ),
    ],
    ids=lambda content: content[:40],
)
def test_what_is_no_notebook_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(SourceError, match="not a notebook"):
        read_cells(content, LabForm.NOTEBOOK)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("%matplotlib inline\na = 1", "pass\na = 1"),
        ("!pip install keras\na = 1", "pass\na = 1"),
        ("if True:\n    !ls\n    a = 1", "if True:\n    pass\n    a = 1"),
        ("if True:\n    %time a = 1\n", "if True:\n    a = 1\n"),
        ("files = !ls\na = 1", "files = []\na = 1"),
        ("files = !ls \\\n  -l\na = 1", "files = []\n\na = 1"),
        ("folder = %pwd\na = 1", "folder = None\na = 1"),
        ("a = %timeit -o f()\nb = 1", "a = None\nb = 1"),
        ("%timeit f()\na = 1", "pass\na = 1"),
        ("%time a = 1\n!ls", "a = 1\npass\n"),
        ("a, b = %time f(1)", "a, b = f(1)\n"),
        ("%time !ls\na = 1", "pass\na = 1"),
        ("!pip install \\\n    keras \\\n    numpy\na = 1", "pass\n\n\na = 1"),
        ("model.fit?\na = 1", "pass\na = 1"),
        ("?model.fit\na = 1", "pass\na = 1"),
        ("??keras\na = 1", "pass\na = 1"),
        ("np.*conv*?\na = 1", "pass\na = 1"),
        (">>> a = 1\n>>> b = 2", "a = 1\nb = 2"),
        ("%%bash\nls", ""),
        ("\n%%writefile lab.py\na = 1", ""),
        ("%%time\na = 1", "\na = 1"),
        ("\n\n%%time\na = 1", "\n\n\na = 1"),
        ("%%timeit -n1 -r 3 b = 2\na = b", "b = 2\na = b"),
        ("%%timeit -o\na = 1", "\na = 1"),
        ("%%capture out\na = 1", "\na = 1"),
        ("%%capture\n%%time\na = 1\n!ls", "\n\na = 1\npass\n"),
        ("# slow\n%%time\na = 1", "# slow\npass\na = 1"),
        # What only looks like one.
        ("a = (7\n% 3)", "a = (7\n% 3)"),
        ("a = (7\n  % 3)\n%matplotlib inline", "a = (7\n  % 3)\npass\n"),
        ("a = 7 \\\n  % 3\n!ls", "a = 7 \\\n  % 3\npass\n"),
        ("a = [\n    8\n    %3,\n]\n!ls", "a = [\n    8\n    %3,\n]\npass\n"),
        ('a = """\n!no shell\n%time\n?\n"""', 'a = """\n!no shell\n%time\n?\n"""'),
        ('%cd ..\na = """\n!no\nwhat?\n"""\n', 'pass\na = """\n!no\nwhat?\n"""\n'),
        ("a != 3", "a != 3"),
        ("!ls\na != 3  # ?", "pass\na != 3  # ?"),
        # Python says what is wrong with it.
        ("def f(:\n!ls", "def f(:\n!ls"),
    ],
)
def test_what_a_magic_is_ipython_says_and_lines_keep_their_numbers(source: str, code: str) -> None:
    assert read_cells(notebook(source), LabForm.NOTEBOOK)[0].source == code


def test_a_script_saved_by_colab_keeps_its_shell_lines() -> None:
    content = b"!pip install keras\n%matplotlib inline\na = 1\n"
    assert read_cells(content, LabForm.SCRIPT) == [CodeCell(None, "pass\npass\na = 1\n")]


@pytest.fixture
def program() -> Iterator[SubmissionModule]:
    program = SubmissionModule("lab.py")
    yield program
    program.close()


def load(program: SubmissionModule, *cells: str) -> SubmissionModule:
    if len(cells) == 1:
        program.load(cells[0].encode(), LabForm.SCRIPT)
    else:
        program.load(notebook(*cells), LabForm.NOTEBOOK)
    return program


def test_what_fails_is_noted_with_its_line_and_the_rest_runs(program: SubmissionModule) -> None:
    load(program, "first = 1\n\nraise KeyError('no data')\n\ndef later():\n    return first\n")
    assert program.function("later")() == 1
    assert program.failures == [
        {
            "type": "KeyError",
            "message": "'no data'",
            "source_line": {"line": 3, "source": "raise KeyError('no data')", "cell": None},
        }
    ]


def test_a_cell_with_a_syntax_error_costs_only_itself(program: SubmissionModule) -> None:
    load(
        program, "def one():\n    return 1", "def two()\n    return 2", "def three():\n    return 3"
    )
    assert program.function("three")() == 3
    (failure,) = program.failures
    assert failure["type"] == "SyntaxError"
    assert failure["source_line"] == {"line": 1, "source": "def two()", "cell": 2}


def test_a_function_that_was_lost_names_what_lost_it(program: SubmissionModule) -> None:
    load(program, "import nothing_like_it", "def two()\n    return 2", "@nowhere\ndef three(): ...")
    assert program.loss_of("two")["type"] == "SyntaxError"
    assert program.loss_of("three")["type"] == "NameError"
    assert program.loss_of("four") is None


def test_below_magics_an_error_has_its_own_line(program: SubmissionModule) -> None:
    load(
        program,
        "%matplotlib inline\n!pip install \\\n  keras\na = (7\n  % 3)\n\n"
        "def f():\n    return a / 0\n",
        "%%time\n%time b = 1\nraise KeyError('no data')",
    )
    with pytest.raises(ZeroDivisionError) as caught:
        program.function("f")()
    assert describe_error(caught.value, program.files)["source_line"] == {
        "line": 8,
        "source": "return a / 0",
        "cell": 1,
    }
    assert program.failures[0]["source_line"]["line"] == 3
    assert program.module.__dict__["b"] == 1


def test_a_notebook_exported_as_a_script_runs_like_the_notebook(program: SubmissionModule) -> None:
    load(
        program,
        "get_ipython().run_line_magic('matplotlib', 'inline')\n"
        "get_ipython().system('pip install keras')\n"
        "get_ipython().run_line_magic('time', 'a = 3')\n"
        "get_ipython().run_cell_magic('time', '', 'def f():\\n    return a\\n')\n"
        "get_ipython().run_cell_magic('bash', '', 'exit')\n"
        "files = get_ipython().getoutput('ls')\n",
    )
    assert program.failures == []
    assert program.function("f")() == 3
    assert program.module.__dict__["files"] == []


def test_a_statement_that_exits_does_not_end_the_file(program: SubmissionModule) -> None:
    load(program, "import sys\nsys.exit(3)\ndef later(): ...\n")
    assert callable(program.function("later"))
    assert program.failures[0]["type"] == "SystemExit"


def test_the_cells_that_run_the_lab_do_not_run(program: SubmissionModule) -> None:
    load(program, "ran = __name__ == '__main__'\ndef f(): return ran\n")
    assert program.function("f")() is False


def test_a_missing_function_is_told_from_a_name_that_is_none(program: SubmissionModule) -> None:
    load(program, "convolve = 3\n")
    for name in ("convolve", "pad"):
        with pytest.raises(MissingFunctionError, match=name):
            program.function(name)


def test_a_future_import_counts_for_the_whole_file(program: SubmissionModule) -> None:
    load(program, "from __future__ import annotations\ndef f(x: undefined): ...\n")
    assert program.function("f").__annotations__ == {"x": "undefined"}
    assert program.failures == []


def test_a_future_import_of_the_worker_does_not_count(program: SubmissionModule) -> None:
    load(program, "def f(x: int): ...\n")
    assert program.function("f").__annotations__ == {"x": int}


def test_dataclasses_and_sources_are_found_through_the_module(program: SubmissionModule) -> None:
    load(
        program,
        "from __future__ import annotations\nfrom dataclasses import dataclass\n\n"
        "@dataclass\nclass Size:\n    width: int\n\ndef area(width):\n    return Size(width)\n",
    )
    assert program.function("area")(3).width == 3
    assert inspect.getsource(program.function("area")).startswith("def area")


@pytest.mark.parametrize(
    "statement",
    [
        "import fundamentals.convolution",
        "from fundamentals.convolution import convolve",
        "from fundamentals import convolution",
        "import fundamentals.grading.models",
        "from fundamentals.comparison import compare",
    ],
)
def test_the_answers_cannot_be_imported(program: SubmissionModule, statement: str) -> None:
    with use_language("zh-Hant"):
        load(program, f"{statement}\n")
    assert program.failures[0]["type"] == "ImportError"
    assert "內含實作的答案" in program.failures[0]["message"]


@pytest.mark.parametrize(
    ("statement", "package"),
    [
        ("from fundamentals.training._augmentation import augment", "fundamentals.training"),
        ("from fundamentals.training import _diagnosis", "fundamentals.training"),
        ("import fundamentals.datasets._photographs.anything", "fundamentals.datasets"),
    ],
)
def test_private_modules_cannot_be_imported(
    program: SubmissionModule, statement: str, package: str
) -> None:
    load(program, f"{statement}\n")
    assert program.failures[0]["type"] == "ImportError"
    assert f"import from {package} what it offers" in program.failures[0]["message"]


def test_what_labs_import_can_be_imported(program: SubmissionModule) -> None:
    load(program, "import fundamentals.language\nfrom fundamentals.lab import start_lab\n")
    load(program, "from fundamentals import __version__\n")
    assert program.failures == []


def test_a_closed_program_leaves_nothing_behind() -> None:
    import linecache
    import sys

    program = load(SubmissionModule("lab.py"), "def f(): ...\n")
    program.close()
    assert not [name for name in sys.modules if name == program.name]
    assert not [name for name in linecache.cache if program.name in name]


def test_what_the_lab_asks_for_cannot_be_imported_from_this_package(
    program: SubmissionModule,
) -> None:
    source = b"from fundamentals.training import fit\nfrom fundamentals.training import augment\n"
    program.load(source, LabForm.SCRIPT, refused=["fundamentals.training.augment"])
    (failure,) = program.failures
    assert failure["type"] == "ImportError"
    assert "does what this lab asks you to write" in failure["message"]
    assert failure["source_line"]["line"] == 2
    program.function("fit")


CALL = "def f(): return {}.confusion_matrix([0], [0], 1)\n"


def test_a_function_of_another_package_can_be_refused_too(program: SubmissionModule) -> None:
    answer = "from scipy import signal\ndef f(): return signal.correlate2d([[2]], [[3]])\n"
    program.load(answer.encode(), LabForm.SCRIPT, refused=["scipy.signal.correlate2d"])
    with pytest.raises(ImportError, match="does what this lab asks you to write"):
        program.function("f")()
    program.close()
    assert load(SubmissionModule("next.py"), answer).function("f")().tolist() == [[6]]


@pytest.mark.parametrize(
    "answer",
    [
        "import fundamentals.training as t\n" + CALL.format("t"),
        "from fundamentals import training\n" + CALL.format("training"),
        "import fundamentals.training\n" + CALL.format("fundamentals.training"),
        "import fundamentals.training as t\n" + CALL.format("t._evaluation"),
        "import importlib\n"
        + CALL.format("importlib.import_module('fundamentals.training._evaluation')"),
        "__name__ = 'mine'\nimport fundamentals.training as t\n" + CALL.format("t"),
        "import fundamentals.training as t, functools\n"
        "def f(): return functools.partial(t.confusion_matrix, [0], [0])(1)\n",
        "import fundamentals.training as t, importlib\n"
        "e = __import__('sys').modules[t.confusion_matrix.__module__]\n"
        + CALL.format("importlib.reload(e)"),
        "import importlib.util as u, fundamentals.training as t\n"
        "def f():\n"
        "    file = t.worst_mistakes.__code__.co_filename\n"
        "    spec = u.spec_from_file_location('mine', file)\n"
        "    mine = u.module_from_spec(spec)\n"
        "    spec.loader.exec_module(mine)\n"
        "    return mine.confusion_matrix([0], [0], 1)\n",
        "import fundamentals.training as t, numpy\n"
        "def f():\n"
        "    return numpy.vectorize(t.confusion_matrix, signature='(n),(n),()->(m,m)')"
        "([0], [0], 1)\n",
        "import fundamentals.training as t\n"
        "def f():\n"
        "    cells = t.confusion_matrix.__closure__ or ()\n"
        "    found = [cell.cell_contents for cell in cells if callable(cell.cell_contents)]\n"
        "    return (found or [t.confusion_matrix])[0]([0], [0], 1)\n",
        "import fundamentals.training as t\n"
        "def f(): return t.worst_mistakes.__globals__['confusion_matrix']([0], [0], 1)\n",
        "import fundamentals.training as t\n"
        "def f(): return eval('m([0], [0], 1)', {'m': t.confusion_matrix})\n",
        "import fundamentals.training as t, types\n"
        "m = t.confusion_matrix\n"
        "def f(): return types.FunctionType(m.__code__, m.__globals__)([0], [0], 1)\n",
        "import fundamentals.training as t\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "def f():\n"
        "    with ThreadPoolExecutor(1) as pool:\n"
        "        return pool.submit(t.confusion_matrix, [0], [0], 1).result()\n",
    ],
)
def test_nor_can_it_be_called_by_another_way(program: SubmissionModule, answer: str) -> None:
    program.load(
        answer.encode(), LabForm.SCRIPT, refused=["fundamentals.training.confusion_matrix"]
    )
    assert program.failures == []
    with pytest.raises(ImportError, match="does what this lab asks you to write"):
        program.function("f")()
    # The package itself still uses it, and so does the next submission.
    from fundamentals.training import _evaluation

    guarded = _evaluation.confusion_matrix
    assert guarded([0], [0], 1).tolist() == [[1]]  # type: ignore[arg-type]
    program.close()
    assert load(SubmissionModule("next.py"), answer).function("f")().tolist() == [[1]]
