"""``rcboard doctor`` for a board that is read from a broker, and for who publishes: one thing wrong at a time."""

import signal
from pathlib import Path
from typing import Any

from tests.kit.broker import Mosquitto, needs_mosquitto, passwords
from tests.kit.certificates import certificate
from tests.kit.office import OpenOffice
from tests.kit.serving import prefer, serve
from tests.kit.terminal import Start
from tests.stories.systems.test_mqtt import LINK

pytestmark = needs_mosquitto


def verdicts(objects: list[dict[str, Any]]) -> dict[str, str]:
    return {one["check"]: one["verdict"] for one in objects}


def test_a_healthy_broker_is_found_healthy_and_a_silent_or_frozen_publisher_is_named(
    office: OpenOffice, start: Start, tmp_path: Path, mosquitto: Mosquitto
) -> None:
    small = office("--extensions", "8", "--rate", "0")
    silent = start(None, "doctor", "--json", "--profile", "desk", "--source", f"{mosquitto.url}/nobody")
    with mosquitto.listener() as listener:
        publishing = serve(start, tmp_path / "home", small, mqtt={"publish": mosquitto.url})
        listener.until(LINK, lambda said: said["live"], "it publishes")
        healthy = start(None, "doctor", "--json", "--source", mosquitto.url)
        assert healthy.wait() == 0, healthy.lines
        # Nothing of RingCentral's is looked at.
        assert verdicts(healthy.objects) == {"broker": "ok", "publisher": "ok", "running_copy": "ok"}
        assert healthy.objects[-1]["facts"]["people"] == str(len(small.people()))
        publishing.program.process.send_signal(signal.SIGSTOP)
        frozen = start(None, "doctor", "--source", mosquitto.url)
        assert frozen.wait() == 1, frozen.lines
        publishing.program.process.send_signal(signal.SIGCONT)
    assert any(line.startswith("ok       Broker") and "without TLS" in line for line in frozen.lines)
    assert any(line.startswith("PROBLEM  Publisher") and "“main”" in line for line in frozen.lines)
    assert silent.wait() == 1
    assert verdicts(silent.objects) == {"broker": "ok", "publisher": "problem"}
    assert "rcboard/nobody/#" in silent.objects[-1]["remedy"]


def test_a_publisher_without_a_line_is_sent_to_its_own_doctor(
    office: OpenOffice, start: Start, tmp_path: Path, mosquitto: Mosquitto
) -> None:
    small = office("--extensions", "8", "--rate", "0")
    serve(start, tmp_path / "home", small, mqtt={"publish": mosquitto.url})
    with mosquitto.listener() as listener:
        listener.until(LINK, lambda said: said["live"], "it publishes")
        small.fault("ws_token_503")
        small.fault("close_1006")
        listener.until(LINK, lambda said: said["problem"] == "overloaded", "it beats without a line")
        doctor = start(None, "doctor", "--json", "--source", mosquitto.url)
        assert doctor.wait() == 1, doctor.lines
    told = doctor.objects[-1]
    assert (told["check"], told["verdict"], told["facts"]["fault"]) == ("publisher", "problem", "overloaded")
    assert "on the machine that publishes" in told["remedy"]


def test_what_keeps_a_board_from_its_broker_is_named_with_a_remedy(
    start: Start, tmp_path: Path, mosquitto: Mosquitto
) -> None:
    made, key = certificate(tmp_path)
    closed = Mosquitto(tmp_path, f"password_file {passwords(tmp_path, 'desk', 'open sesame')}", "allow_anonymous false")
    secure = Mosquitto(tmp_path, f"cafile {made}", f"certfile {made}", f"keyfile {key}")
    try:
        causes = {
            "mqtt://127.0.0.1:9": "127.0.0.1:9 does not answer",
            "mqtt://broker.invalid": "broker.invalid cannot be found",
            "http://broker": "looks like mqtts://broker.example.com",
            f"mqtts://127.0.0.1:{mosquitto.port}": "does not speak TLS",
            f"mqtts://localhost:{secure.port}": "is not trusted",
            closed.url: "lets nobody in without a name",
            closed.url.replace("//", "//desk@"): "lets nobody in as “desk”",
        }
        guess = {"RCBOARD_SECRET_MQTT": "guess my word"}
        doctors = {url: start(None, "doctor", "--json", "--source", url, environment=guess) for url in causes}
        for url, words in causes.items():
            assert doctors[url].wait() == 1, url
            [broker, publisher] = doctors[url].objects
            assert words in broker["said"], broker
            assert broker["remedy"]
            assert publisher["verdict"] == "skipped"
            assert "guess my word" not in "".join(doctors[url].lines + doctors[url].noise)
    finally:
        for one in (closed, secure):
            one.stop()


def test_the_settings_name_the_broker_too_and_who_publishes_is_examined_on_both_sides(
    office: OpenOffice, start: Start, tmp_path: Path
) -> None:
    small = office("--extensions", "8", "--rate", "20")
    prefer(tmp_path / "home", mqtt={"source": "mqtt://127.0.0.1:9/acme"})
    reads = start(None, "doctor", "--json")
    assert reads.wait() == 1
    assert verdicts(reads.objects) == {"broker": "problem", "publisher": "skipped"}
    prefer(tmp_path / "home", mqtt={"publish": "mqtt://127.0.0.1:9"})
    publishes = start(small, "doctor", "--json")
    assert publishes.wait() == 1
    found = verdicts(publishes.objects)
    assert (found["sign_in"], found["line"], found["broker"]) == ("ok", "ok", "problem")
    assert "publisher" not in found
