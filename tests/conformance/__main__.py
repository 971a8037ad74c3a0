"""``make conformance``: RingCentral's own clients against simulators of ours, a line for each check, and a sum.

    python -m tests.conformance [--break all] [--only TEXT] [CLIENT ...]

Each client has a simulator of its own on a free port, and all run at once. With ``--break all`` each check meets its
own trouble halfway (a fault or switch of the simulator) and has to fail: a check that cannot fail proves nothing.
"""

import argparse
import json
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.conformance import platform_checks
from tests.conformance.notifications import judged
from tests.kit.office import ROOT, Office, open_office

HERE = Path(__file__).resolve().parent
BUILD = ROOT / "build" / "conformance"
LIMIT = 170.0
"""Seconds that one client's checks may take altogether."""

SCRIPTS = {
    "@ringcentral/sdk": "sdk.mjs",
    "@ringcentral/subscriptions": "subscriptions.mjs",
    "@rc-ex/core": "core.mjs",
    "@rc-ex/ws": "ws.mjs",
    "ringcentral 2.0.6": "historical.mjs",
}
PYTHON = "ringcentral (Python)"
OPTIONS = (
    "--extensions", "60", "--rate", "0", "--time-scale", "20",
    "--limit", "light=100000", "--limit", "medium=100000", "--limit", "heavy=100000", "--limit", "auth=100000",
)  # fmt: skip
"""Nobody moves by himself, periods pass 20 times faster; the checks of limits set their own."""

Report = dict[str, Any]


class Client:
    """One client's checks under way. ``reports`` ends with None."""

    def __init__(self, name: str, *, breaking: bool, only: str) -> None:
        self.name = name
        self.reports: queue.Queue[Report | None] = queue.Queue()
        self._breaking = breaking
        self._only = only
        self._office: Office | None = None
        self._process: subprocess.Popen[str] | None = None
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def _run(self) -> None:
        try:
            office = self._office = open_office(*OPTIONS)
            if self.name == PYTHON:
                for report in platform_checks.run(office, breaking=self._breaking, only=self._only):
                    self.reports.put(report)
            else:
                self._run_script(office, SCRIPTS[self.name])
            status = office.stop()
            assert status == 0, f"its simulator ended with status {status}"
        except Exception as problem:
            self.reports.put({"check": "runs to the end", "ok": False, "seen": f"{type(problem).__name__}: {problem}"})
        finally:
            self.stop()
            self.reports.put(None)

    def _run_script(self, office: Office, script: str) -> None:
        told = {key: value for key, value in vars(office).items() if key != "process"}
        log = BUILD / f"{script}.log"
        with log.open("w", encoding="utf-8") as noise:
            command = ["node", str(BUILD / script)]
            self._process = subprocess.Popen(
                command, cwd=BUILD, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=noise, text=True
            )
            assert self._process.stdin and self._process.stdout
            with self._process.stdin as words:
                json.dump({"office": told, "breaking": self._breaking, "only": self._only}, words)
            with self._process.stdout as lines:
                for line in lines:
                    self.reports.put(json.loads(line))
        status = self._process.wait()
        assert status == 0, f"{script} ended with status {status}; {log.relative_to(ROOT)} says why"

    def stop(self) -> None:
        """End what is left: of a client that took too long, or of its simulator."""
        if self._process and self._process.poll() is None:
            self._process.kill()
        if self._office and self._office.process.poll() is None:
            self._office.kill()

    def all(self) -> Iterator[Report]:
        """The reports as they come; one more if the client took too long."""
        while True:
            try:
                report = self.reports.get(timeout=LIMIT)
            except queue.Empty:
                self.stop()
                yield {"check": "runs to the end", "ok": False, "seen": f"nothing for {LIMIT:g} s"}
                return
            if report is None:
                return
            yield _completed(report)


def _completed(report: Report) -> Report:
    """Judge the notifications that a client collected."""
    if "notifications" not in report:
        return report
    try:
        return report | {"seen": judged(report.pop("notifications"))}
    except AssertionError as problem:
        return report | {"ok": False, "seen": str(problem).partition("\n")[0][:160]}


def install() -> None:
    """The npm packages of ``package.json`` into the build folder, unless they are there."""
    wanted = (HERE / "package.json").read_text(encoding="utf-8")
    mark = BUILD / "installed"
    version = _output("node", "--version")
    if not version or int(version.removeprefix("v").partition(".")[0]) < 20 or not shutil.which("npm"):
        sys.exit(f"Node.js 20 or newer with npm is needed for this; here is {version or 'no Node.js'}.")
    BUILD.mkdir(parents=True, exist_ok=True)
    if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
        packages = json.loads(wanted)["dependencies"]
        print("installing from npm into build/conformance:", ", ".join(f"{one} {packages[one]}" for one in packages))
        (BUILD / "package.json").write_text(wanted, encoding="utf-8")
        # No script of a package is run, and no lock file is kept: these five versions are what is judged with.
        command = ["npm", "install", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=BUILD, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"npm could not install them:\n{done.stderr[-2000:]}")
        mark.write_text(wanted, encoding="utf-8")
    for script in HERE.glob("*.mjs"):  # Node looks for packages from where a script lies
        shutil.copy(script, BUILD)


def _output(*command: str) -> str:
    if not shutil.which(command[0]):
        return ""
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _say(word: str, client: str, check: str, seen: str) -> None:
    print(f"{word:<18}  {client:<27} {check} ({seen})", flush=True)


def _named(trouble: dict[str, Any]) -> str:
    switches = ", ".join(f"{name}={value}" for name, value in trouble.get("switches", {}).items())
    return str(trouble.get("fault", switches))


def main() -> int:
    """Run the clients asked for; 0 when all is as it should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance")
    parser.add_argument("--break", dest="breaking", choices=("all",), help="each check meets its fault and has to fail")
    parser.add_argument("--only", default="", help="only checks with this text in their name")
    parser.add_argument("clients", nargs="*", metavar="CLIENT", help=f"of {', '.join([*SCRIPTS, PYTHON])}; else all")
    args = parser.parse_args()
    known = [*SCRIPTS, PYTHON]
    if unknown := set(args.clients) - set(known):
        parser.error(f"there is no client {unknown.pop()!r}; there are {', '.join(known)}")
    install()
    clients = [Client(one, breaking=bool(args.breaking), only=args.only) for one in args.clients or known]
    good = bad = 0
    for client in clients:
        for report in client.all():
            if args.breaking:
                broke = not report["ok"] and bool(report.get("troubled"))
                word = "BROKEN ok" if broke else "BROKEN but passed" if report["ok"] else "failed before"
                _say(word, client.name, report["check"], f"{_named(report.get('trouble', {}))}: {report['seen']}")
            else:
                broke = report["ok"]
                _say("PASS" if broke else "FAIL", client.name, report["check"], report["seen"])
            good, bad = good + broke, bad + (not broke)
    print(f"{good} failed once as they should, {bad} did not" if args.breaking else f"{good} passed, {bad} failed")
    return 1 if bad or not good else 0


if __name__ == "__main__":
    sys.exit(main())
