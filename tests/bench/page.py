"""The same board as a page in headless Chromium: the wall board of ``rcboard serve``, against the same cannon.

Its delays are counted from when ``rcboard serve`` heard an event, the window's from when the cannon wrote it: what is
between is in the page's favour.
"""

import contextlib
import json
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import ROOT, Cannon, Machine, Told
from tests.kit.browser import Browser

TOKEN = "a-token-of-the-bench"
WATCHER = """
const parse = JSON.parse, frame = requestAnimationFrame.bind(window), port = new MessageChannel();
window.bench = {waiting: [], delays: [], tiles: 0, painted: 0};
JSON.parse = (text) => {
  const told = parse(text);
  for (const one of told?.people ?? [told]) if (one?.heardAt && one.id) bench.waiting.push(Date.parse(one.heardAt));
  return told;
};
// A message that is posted in a frame arrives when that frame is painted.
port.port1.onmessage = () => {
  const now = Date.now();
  bench.delays.push(...bench.due.map((at) => now - at));
  const tiles = document.querySelectorAll("#tiles .tile").length;
  if (tiles > bench.tiles) [bench.tiles, bench.painted] = [tiles, now];
};
window.requestAnimationFrame = (paint) => frame((at) => {
  [bench.due, bench.waiting] = [bench.waiting, []];
  paint(at);
  port.port2.postMessage(0);
});
"""


@contextlib.contextmanager
def served(machine: Machine, cannon: Cannon) -> Iterator[str]:
    """``rcboard serve`` in a home of its own; the address of its page, with the token in it."""
    sign_in = json.loads(cannon.sign_in)
    chosen = machine.home / "config" / "rcboard" / "default" / "preferences.json"
    chosen.parent.mkdir(parents=True, exist_ok=True)
    chosen.write_text(json.dumps({"version": 1, "data": {"api": {"on": True, "port": 0, "rate": 10_000}}}))
    secrets = {f"RC_{name.upper()}": value for name, value in sign_in.items()}
    own = secrets | {"RCBOARD_SECRET_API_READ": TOKEN, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    with subprocess.Popen(
        [sys.executable, "-m", "rcboard", "serve"],
        cwd=ROOT, env=machine.environment() | own, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            found = next(filter(None, (re.search(r"at (http://[^\s;]+)/;", line) for line in process.stdout)))
            wait_until_live(found[1])
            yield f"{found[1]}/#token={TOKEN}"
        finally:
            process.terminate()
            chosen.unlink()


def wait_until_live(url: str) -> None:
    """Raises RuntimeError when it is not within a minute."""
    asked = urllib.request.Request(f"{url}/v1/link", headers={"Authorization": f"Bearer {TOKEN}"})
    for _ in range(600):
        with urllib.request.urlopen(asked, timeout=20) as answer:
            if json.load(answer)["link"] == "live":
                return
        time.sleep(0.1)
    raise RuntimeError("rcboard serve is not live")


def look(machine: Machine, cannon: Cannon, address: str, people: int) -> Told:
    """Open the page: seconds from the browser's start to so many painted tiles, then MB, then milliseconds at 500/s."""
    began = time.time()
    with Browser(machine.home) as browser:
        browser.before(WATCHER)
        browser.open(address)
        browser.until(f"window.bench?.tiles >= {people}", "everybody is painted", 60)
        seconds = browser.run("bench.painted") / 1000 - began
        time.sleep(3.0)
        pss = sum(map(proportional, family(browser.process.pid)))
        browser.run("bench.delays.length = 0")
        body = json.dumps({"count": 5000, "rate": 500, "people": people}).encode()
        asked = urllib.request.Request(f"{cannon.url}/fire", body, method="POST")
        urllib.request.urlopen(asked, timeout=120).close()
        time.sleep(0.5)
        delays = browser.run("bench.delays")
    if len(delays) < 4500:
        raise RuntimeError(f"the page painted {len(delays)} of 5,000 changes")
    return {"seconds": seconds, "pss": pss, "p99": statistics.quantiles(delays, n=100)[98]}


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def proportional(pid: int) -> float:
    """Proportional memory of one process in MB."""
    with contextlib.suppress(OSError):
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        return int(re.findall(r"^Pss: +(\d+)", rollup, re.MULTILINE)[0]) / 1024
    return 0.0


def wished() -> bool:
    """Whether the browser is to be started: CHROMIUM=1."""
    return os.environ.get("CHROMIUM", "") not in ("", "0")
