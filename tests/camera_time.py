"""What the camera's frames cost the processor, measured against a yardstick.

Milliseconds depend on the machine, and frames per second also on what else it runs. So frames are
compared with a fixed computation, which the same page does in the same run in place of every other
ten answers. Both are processor time.
"""

from __future__ import annotations

import psutil
from playwright.sync_api import CDPSession, Page

# Yardsticks per frame. At 15 answers per second a frame may take 66 ms; one core of a usual laptop
# needs 8 ms for a yardstick. A frame was seen to cost 5 in the explorer and 3 with `serve`.
MOST_YARDSTICKS = 8

# The page asks for each frame in this way as soon as it has answered the last one. While
# `yardstick` is set, it computes that instead of an answer: as many float32 multiply-adds, from as
# much memory, as the second convolution of lab 3b's network needs.
COUNT_FRAMES = """
    globalThis.frames_shown = 0;
    globalThis.yardstick = false;
    const [positions, rows, filters] = [14 * 14, 3 * 3 * 75, 50];
    const sums = new Float32Array(positions * filters);
    const weights = new Float32Array(rows * filters).fill(1e-6);
    const addRow = (place, value, offset) => {
        for (let index = 0; index < filters; index++) {
            sums[place + index] += value * weights[offset + index];
        }
    };
    const convolve = () => {
        for (let position = 0; position < positions; position++) {
            for (let row = 0; row < rows; row++) addRow(position * filters, row, row * filters);
        }
    };
    const wait = HTMLVideoElement.prototype.requestVideoFrameCallback;
    HTMLVideoElement.prototype.requestVideoFrameCallback = function (callback) {
        return wait.call(this, (...frame) => {
            globalThis.frames_shown++;
            if (!globalThis.yardstick) return callback(...frame);
            convolve();
            this.requestVideoFrameCallback(callback);
        });
    };
"""


# Resolves with the number of frames, once there are so many.
SHOWN = """(count) => new Promise((done) => {
    const look = () => (frames_shown < count ? setTimeout(look, 20) : done(frames_shown));
    look();
})"""


def yardsticks_per_frame(page: Page, *, server: int | None = None, rounds: int = 4) -> float:
    """Return what a frame costs the page's main thread and a server, in yardsticks.

    Other threads show the camera's video, which costs as much while no frame is answered.

    Args:
        page: A page that was opened with :data:`COUNT_FRAMES` and whose camera is on.
        server: The number of the server's process.
        rounds: How often ten answers and ten yardsticks are computed.
    """
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        return _main_thread(session) + (_process(server) if server else 0)

    def per_frame(*, yardstick: bool) -> float:
        page.evaluate("(on) => (globalThis.yardstick = on)", yardstick)
        # What was begun before is finished, and what runs often is compiled.
        first = page.evaluate(SHOWN, page.evaluate("frames_shown") + 3)
        before = spent()
        last = page.evaluate(SHOWN, first + 10)
        return (spent() - before) / (last - first)

    per_frame(yardstick=False)
    answers, yardsticks = 0.0, 0.0
    for _ in range(rounds):
        answers += per_frame(yardstick=False)
        yardsticks += per_frame(yardstick=True)
    return answers / yardsticks


def _main_thread(session: CDPSession) -> float:
    """Return the seconds that the page's main thread has computed."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))


def _process(number: int) -> float:
    times = psutil.Process(number).cpu_times()
    return float(times.user + times.system)
