"""``fundamentals gradebook open``: the gradebook in the browser."""

from __future__ import annotations

import argparse
import threading
import webbrowser
from pathlib import Path

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli._options import port_option
from fundamentals.cli.graders._gradebook_options import BY, GRADEBOOK
from fundamentals.language import Text

_HOST, _PORT = "127.0.0.1", 8001


def add_open_parser(actions: Subparsers) -> None:
    """Add ``gradebook open``."""
    add_action(
        actions,
        "open",
        Text("the gradebook in the browser", "在瀏覽器裡使用成績簿"),
        Text(
            "Open the gradebook in the browser: see the class, each learner and report, and "
            "similar pairs; change points, extend deadlines and assign files, all with an "
            "audit trail. Only this computer can reach it, and only with the link that this "
            "command prints.",
            "在瀏覽器裡使用成績簿：全班、每位學生與報告、相似的作答；"
            "更改分數、延長期限、指定檔案是誰的，全都留下紀錄。"
            "只有這台電腦連得到，而且必須使用這個指令印出的連結。",
        ),
        _open,
        GRADEBOOK,
        Option(
            "submissions",
            Text(
                "the folder or .zip that was graded, to compare code",
                "評分時使用的資料夾或 .zip，用來比較程式碼",
            ),
            metavar=Text("SUBMISSIONS", "作答"),
            nargs="?",
            type=Path,
        ),
        port_option(_PORT),
        Option(
            "--no-browser",
            Text("only print the link", "只印出連結"),
            action="store_true",
        ),
        BY,
    )


def _open(options: argparse.Namespace) -> int:
    from fundamentals.classroom.desk import build_desk
    from fundamentals.classroom.gradebook import Gradebook
    from fundamentals.classroom.similarity import read_contents
    from fundamentals.serving import open_port, open_server

    # A wrong file is refused here, not in the browser.
    Gradebook.open(options.gradebook).close()
    contents = read_contents(options.submissions) if options.submissions else {}
    with open_port(_HOST, options.port) as listener:
        address = f"http://{_HOST}:{listener.getsockname()[1]}"
        app, key = build_desk(options.gradebook, address=address, by=options.by, contents=contents)
        server = open_server(app, listener)
        link = f"{address}/{key}/"
        print(
            Text(
                "{name} is open at\n{link}\nPress Ctrl-C to stop.",
                "{name} 已開啟：\n{link}\n按 Ctrl-C 結束。",
            ).format(name=options.gradebook.name, link=link),
            flush=True,
        )
        if not options.no_browser:
            threading.Thread(target=webbrowser.open, args=(link,), daemon=True).start()
        server.serve_forever()
    return 0
