"""A real Chromium without a screen, driven over its DevTools protocol."""

import base64
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
from websockets.sync.client import ClientConnection, connect

from tests.kit.terminal import wait_until

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Browser:
    """One Chromium with one page."""

    def __init__(self, folder: Path, *options: str) -> None:
        assert CHROMIUM is not None
        self._home = Path(tempfile.mkdtemp(prefix="chromium-", dir=folder))
        self.process = subprocess.Popen(
            [
                CHROMIUM,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-extensions",
                "--hide-scrollbars",
                "--window-size=1280,800",
                "--remote-debugging-port=0",
                f"--user-data-dir={self._home}",
                *options,
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(self._home), "DBUS_SESSION_BUS_ADDRESS": "disabled:"},
        )
        told = self._home / "DevToolsActivePort"
        lines = wait_until(
            lambda: told.exists() and len(found := told.read_text().split()) > 1 and found, "Chromium is up", 60
        )
        self._numbers = itertools.count(1)
        self.said: list[str] = []
        """Errors and warnings of the page: whatever its console or its security policy said."""
        self._socket: ClientConnection = connect(
            f"ws://127.0.0.1:{lines[0]}{lines[1]}", max_size=None, compression=None
        )
        targets = self._call("Target.getTargets")["targetInfos"]
        page = next(one["targetId"] for one in targets if one["type"] == "page")
        self._session = self._call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")

    _session = ""

    def open(self, address: str) -> None:
        """Go there."""
        self._call("Page.navigate", url=address)

    def before(self, script: str) -> None:
        """Run this in each page before its own scripts."""
        self._call("Page.addScriptToEvaluateOnNewDocument", source=script)

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression; a promise is waited for."""
        found = self._call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def until(self, script: str, what: str, limit: float = 30.0) -> Any:
        """Wait until this expression is true; its value."""

        def look() -> Any:
            try:
                return self.run(script)
            except AssertionError:
                return None  # the page is being loaded

        return wait_until(look, f"{what}; it shows {self.run('document.title')!r} {self.said[-3:]}", limit)

    def size(self, width: int, height: int) -> None:
        """The window's size."""
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def colours(self, scheme: str) -> None:
        """What the desktop prefers: "light" or "dark"."""
        self._call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def offline(self, off: bool) -> None:
        """Cut the page's network, or join it again."""
        self._call(
            "Network.emulateNetworkConditions", offline=off, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )

    def picture(self, path: Path) -> None:
        """What is to be seen, as a PNG."""
        data = self._call("Page.captureScreenshot", format="png")["data"]
        path.write_bytes(base64.b64decode(data))

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        wish: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if self._session:
            wish["sessionId"] = self._session
        self._socket.send(msgspec.json.encode(wish).decode())
        while True:
            heard: dict[str, Any] = msgspec.json.decode(self._socket.recv(30))
            if heard.get("id") == number:
                assert "error" not in heard, heard
                result: dict[str, Any] = heard["result"]
                return result
            self._listen(heard)

    def _listen(self, heard: dict[str, Any]) -> None:
        said: Callable[[str], None] = self.said.append
        if heard.get("method") == "Log.entryAdded":
            entry = heard["params"]["entry"]
            if entry["level"] in ("error", "warning"):
                said(f"{entry['source']}: {entry['text']} {entry.get('url', '')}")
        elif heard.get("method") == "Runtime.exceptionThrown":
            said(str(heard["params"]["exceptionDetails"].get("exception", {}).get("description")))

    def __enter__(self) -> "Browser":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self._home, ignore_errors=True)
