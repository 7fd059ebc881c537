"""``fundamentals serve``: a trained model behind a local web page."""

from __future__ import annotations

import argparse
import ipaddress
import threading
from typing import TYPE_CHECKING

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli._options import MODEL, THRESHOLD, port_option, warn_if_uncalibrated
from fundamentals.cli.learners._starting import starting_tensorflow
from fundamentals.language import Text

if TYPE_CHECKING:
    import socket

    from werkzeug.serving import BaseWSGIServer

_HOST, _PORT = "127.0.0.1", 8000

_STARTED = Text(
    "{model} answers at {address}\nDraw there, or upload a picture. Press Ctrl-C to stop.",
    "{model} 已開啟：{address}\n在那裡畫圖，或給它看圖片。按 Ctrl-C 結束。",
)
_FOR_PROGRAMS = Text(
    "From a program: curl --data-binary @digit.jpg {address}/predict",
    "程式這樣問：curl --data-binary @digit.jpg {address}/predict",
)
_NO_BROWSER = Text("no browser opened: go to {address}", "沒有瀏覽器可以開啟，請自行開啟 {address}")


def add_parser(subparsers: Subparsers, summary: Text) -> None:
    """Add ``serve``."""
    add_action(
        subparsers,
        "serve",
        summary,
        Text(
            "Serve a web page on this computer: draw on it or upload a photograph, and your model "
            "says what it sees, how sure it is, and what the converted input looks like. Its "
            "calibration decides when it is not sure, as in `fundamentals predict`. Other programs "
            "can ask the same model: POST the bytes of a picture to /predict. With a camera, the "
            "model answers live; --keep collects pictures to train on. Only this computer "
            "can reach the page; press Ctrl-C to stop. Use it with models that you trained "
            "yourself: do not open a stranger's model file.",
            "在這台電腦上開一個網頁：在上面畫圖，或給它看照片，你的模型會說它看到什麼、"
            "有多少把握，以及轉換之後真正進到模型的圖像。和 `fundamentals predict` 一樣，"
            "由校準決定何時說不確定。其他程式也能問同一個模型：把圖片的位元組 POST 到 /predict。"
            "有相機時，模型會即時回答；--keep 用來收集訓練圖片。"
            "只有這台電腦連得到；按 Ctrl-C 結束。"
            "只用於你自己訓練的模型，請勿開啟陌生人的模型檔。",
        ),
        _serve,
        MODEL,
        port_option(_PORT),
        Option(
            "--open", Text("open the page in the browser", "用瀏覽器開啟網頁"), action="store_true"
        ),
        Option(
            "--host",
            Text(
                "this computer's address in your network, such as 192.168.1.20, to admit a phone, "
                "and everyone else in that network (default: {host}, this computer only)",
                "這台電腦在區域網路的位址，例如 192.168.1.20，讓手機連得到；"
                "同一個網路的其他人也連得到（預設：{host}，只限這台電腦）",
            ).format(host=_HOST),
            metavar=Text("ADDRESS", "位址"),
            type=_address,
            default=_HOST,
        ),
        THRESHOLD,
        Option(
            "--keep",
            Text(
                "let the page keep pictures as training examples in this folder, one subfolder "
                "per class; a subfolder of another name is a class, too",
                "讓網頁把圖片存進這個資料夾，留作訓練圖片，每個類別一個子資料夾；其他名稱的子資料夾也算類別",
            ),
            writes="folder",
        ),
    )


def _serve(options: argparse.Namespace) -> int:
    from fundamentals.serving import open_port

    # A port in use should be reported before TensorFlow has started.
    with open_port(options.host, options.port) as listener:
        address = f"http://{options.host}:{listener.getsockname()[1]}"
        server = _prepare(options, listener, address)
    print(_STARTED.format(model=options.model.name, address=address))
    print(_FOR_PROGRAMS.format(address=address), flush=True)
    if options.open:
        threading.Thread(target=open_page, args=(address,), daemon=True).start()
    server.serve_forever()
    print(Text("\nended", "\n已結束"))
    return 0


def _prepare(options: argparse.Namespace, listener: socket.socket, address: str) -> BaseWSGIServer:
    with starting_tensorflow() as status:
        from fundamentals.explorer import load_model
        from fundamentals.prediction import load_calibration, uncalibrated
        from fundamentals.serving import ExampleFolder, Predictor, build_app, open_server

        status.update(str(Text("reading the model", "讀取模型")))
        model = load_model(options.model)
        calibration = load_calibration(options.model) or uncalibrated(model)
        predictor = Predictor(model, calibration, threshold=options.threshold)
        examples = options.keep and ExampleFolder(options.keep, calibration.class_names)
        app = build_app(predictor, name=options.model.name, address=address, examples=examples)
        server = open_server(app, listener)
    warn_if_uncalibrated(options.model, calibration)
    return server


def open_page(address: str) -> None:
    """Open the page in the browser; say where it is if there is none."""
    import webbrowser

    if not webbrowser.open(address):
        print(_NO_BROWSER.format(address=address), flush=True)


def _address(text: str) -> str:
    try:
        return str(ipaddress.IPv4Address(text))
    except ValueError:
        message = Text(
            "expected an address such as 192.168.1.20, got {text!r}",
            "{text!r} 不是像 192.168.1.20 的位址",
        )
        raise argparse.ArgumentTypeError(str(message.format(text=text))) from None
