"""What the camera's frames cost the processor.

Processor time instead of frames per second: on a busy machine the rate falls, the time does not.
"""

from __future__ import annotations

import psutil
from playwright.sync_api import CDPSession, Page

# At 15 answers per second a frame may take 1/15 of a second.
MOST_MILLISECONDS = 66

# The page asks for each frame in this way as soon as it has answered the last one.
COUNT_FRAMES = """
    globalThis.frames_shown = 0;
    const wait = HTMLVideoElement.prototype.requestVideoFrameCallback;
    HTMLVideoElement.prototype.requestVideoFrameCallback = function (callback) {
        return wait.call(this, (...frame) => {
            globalThis.frames_shown++;
            callback(...frame);
        });
    };
"""


# Resolves with the number of frames, once there are so many.
SHOWN = """(count) => new Promise((done) => {
    const look = () => (frames_shown < count ? setTimeout(look, 20) : done(frames_shown));
    look();
})"""


def milliseconds_per_frame(page: Page, *, server: int | None = None, frames: int = 40) -> float:
    """Return the processor time per frame of the page's main thread and of a server.

    Other threads show the camera's video, which costs as much while no frame is answered.

    Args:
        page: A page that was opened with :data:`COUNT_FRAMES` and whose camera is on.
        server: The number of the server's process.
        frames: How many to wait for.
    """
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        return _main_thread(session) + (_process(server) if server else 0)

    # The first frames start the network, and compile what runs often.
    first = page.evaluate(SHOWN, 10)
    before = spent()
    last = page.evaluate(SHOWN, first + frames)
    return 1000 * (spent() - before) / (last - first)


def _main_thread(session: CDPSession) -> float:
    """Return the seconds that the page's main thread has computed."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))


def _process(number: int) -> float:
    times = psutil.Process(number).cpu_times()
    return float(times.user + times.system)
