"""Who hosts the web API: the window as well as ``serve``; and beyond this computer only with TLS."""

import json
import socket
import ssl
import urllib.request
from pathlib import Path
from typing import Any

from tests.kit.certificates import certificate
from tests.kit.office import OpenOffice
from tests.kit.serving import READ, serve
from tests.kit.terminal import Start, wait_until
from tests.stories.test_commands import somebody
from tests.stories.test_window import Window


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def ask(url: str, trust: ssl.SSLContext | None = None) -> Any:
    """The JSON there, None while nobody answers."""
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {READ}"})
    try:
        with urllib.request.urlopen(request, timeout=10, context=trust) as answer:
            return json.load(answer)
    except OSError:
        return None


def test_the_window_hosts_the_same_api(office: OpenOffice, tmp_path: Path) -> None:
    small = office("--extensions", "12", "--rate", "0")
    port = free_port()
    environment = {
        "RCBOARD_API_ON": "yes",
        "RCBOARD_API_PORT": str(port),
        "RCBOARD_SECRET_API_READ": READ,
        "RCBOARD_SECRET_API_WRITE": "write",
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    window = Window(small, tmp_path, 1.0, "default", environment)
    try:
        window.until(lambda link, tiles: link == "live", "live")
        bob = somebody(small)
        url = f"http://127.0.0.1:{port}/v1"
        wait_until(lambda: (ask(f"{url}/link") or {}).get("link") == "live", "the API is live, too")
        small.presence(bob["extensionNumber"], telephonyStatus="Ringing")
        wait_until(lambda: ask(f"{url}/people/{bob['id']}")["state"] == "ringing", "it says what the tile says")
    finally:
        assert window.close() == 0
        for pipe in (window.process.stdin, window.process.stdout):
            assert pipe is not None
            pipe.close()
    assert ask(f"{url}/link") is None


def test_with_tls_files_it_listens_beyond_this_computer_under_names_it_knows(
    office: OpenOffice, start: Start, tmp_path: Path
) -> None:
    made, key = certificate(tmp_path, "DNS:localhost,IP:127.0.0.1")
    small = office("--extensions", "5", "--rate", "0")
    port = free_port()
    api = {"on": True, "host": "0.0.0.0", "port": port, "names": ["localhost"]}
    api |= {"certificate": str(made), "key": str(key)}
    serving = serve(start, tmp_path / "home", small, api=api)
    trust = ssl.create_default_context(cafile=str(made))
    wait_until(lambda: ask(f"https://localhost:{port}/v1/link", trust), "it answers over TLS")
    assert ask(f"https://127.0.0.1:{port}/v1/link", trust) is None  # not a name it is called by
    assert serving.program.end() == 143


def test_a_key_that_is_none_is_told(office: OpenOffice, start: Start, tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text("no key")
    api = {"on": True, "port": 0, "certificate": str(tmp_path / "key.pem"), "key": str(tmp_path / "key.pem")}
    serving = serve(start, tmp_path / "home", None, api=api)
    wait_until(lambda: any("PEM" in line for line in serving.program.lines), "why it stays off")
    serving.program.end()
