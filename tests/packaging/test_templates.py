"""Templates that other systems read are whole, and say what the program says."""

import plistlib
import re
import runpy
import struct
from pathlib import Path
from typing import get_args, get_origin
from xml.etree import ElementTree

import pytest

import rcboard
from rcboard.domain.setting import SETTINGS

PACKAGING = Path(__file__).parents[2] / "packaging"
documents = runpy.run_path(str(PACKAGING / "documents.py"))
template = runpy.run_path(str(PACKAGING / "windows" / "policy_template.py"))
SPACE = {"p": "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"}


def parsed(tree: ElementTree.Element) -> ElementTree.Element:
    """As a reader gets it, with its name space."""
    return ElementTree.fromstring(ElementTree.tostring(tree))


def test_every_setting_can_be_given_a_default_and_be_locked_by_group_policy() -> None:
    policies, _texts = map(parsed, template["build"]())
    named = {policy.get("name") for policy in policies.iterfind(".//p:policy", SPACE)}

    def simple(kind: type) -> bool:
        """Tables and lists of records cannot stand in the registry."""
        kinds = get_args(kind)[:1] if get_origin(kind) is tuple else (kind,)
        return all(isinstance(one, type) and issubclass(one, bool | int | str) for one in kinds)

    expected = {f"{one.section}_{one.field}" for one in SETTINGS.values() if one.section and simple(one.type)}
    assert named == {f"{part}_{name}" for part in ("Defaults", "Locked") for name in expected}


def test_every_text_and_form_a_policy_refers_to_exists() -> None:
    policies, texts = template["build"]()
    referred = set(re.findall(r"\$\(string\.(\w+)\)", ElementTree.tostring(policies, "unicode")))
    forms = set(re.findall(r"\$\(presentation\.(\w+)\)", ElementTree.tostring(policies, "unicode")))
    texts = parsed(texts)
    assert referred == {one.get("id") for one in texts.iterfind(".//p:string", SPACE)}
    assert forms == {one.get("id") for one in texts.iterfind(".//p:presentation", SPACE)}


def test_policies_write_where_the_program_reads() -> None:
    policies, _texts = map(parsed, template["build"]())
    keys = {policy.get("key") for policy in policies.iterfind(".//p:policy", SPACE)}
    assert r"Software\Policies\rcboard\Locked\look" in keys
    assert all(re.fullmatch(r"Software\\Policies\\rcboard\\(Defaults|Locked)\\\w+", key or "") for key in keys)


def test_the_appstream_description_tells_the_releases_of_the_changelog() -> None:
    tree = ElementTree.fromstring(documents["metainfo"]())
    told = [one.get("version") for one in tree.iterfind("releases/release")]
    text = (PACKAGING.parent / "CHANGELOG.md").read_text()
    assert told == re.findall(r"^## \[(\d+\.\d+\.\d+)\]", text, re.M)


def test_property_lists_can_be_read_and_name_the_bundle() -> None:
    info = plistlib.loads((PACKAGING / "macos" / "Info.plist").read_bytes())
    assert info["CFBundleIdentifier"] == "io.github.rcboard.rcboard"
    assert plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())


def test_a_windows_icon_holds_its_pictures_where_its_directory_says() -> None:
    pictures = {16: b"\x89PNG one", 256: b"\x89PNG another"}
    icon = documents["ico"](pictures)
    for place, (side, png) in enumerate(pictures.items()):
        width, _height, *_, size, at = struct.unpack_from("<BBBBHHII", icon, 6 + 16 * place)
        assert (width, icon[at : at + size]) == (side % 256, png)


def test_an_apple_icon_says_how_long_each_picture_is() -> None:
    icon = documents["icns"]({16: b"one", 256: b"another"})
    assert struct.unpack(">I", icon[4:8])[0] == len(icon)
    assert icon[8:12] + icon[16:19] == b"icp4one"


def test_the_version_resource_carries_the_version() -> None:
    assert f"'ProductVersion', '{rcboard.__version__}'" in documents["version_resource"]()


@pytest.mark.parametrize("name", ["rcboard.desktop", "rcboard-autostart.desktop"])
def test_desktop_files_start_the_program(name: str) -> None:
    lines = (PACKAGING / "linux" / name).read_text().splitlines()
    assert "Exec=rcboard" in lines
    assert "Icon=rcboard" in lines
    assert "Actions=Demo;" not in lines or "[Desktop Action Demo]" in lines


def test_nothing_starts_with_the_desktop_until_somebody_says_so() -> None:
    lines = (PACKAGING / "linux" / "rcboard-autostart.desktop").read_text().splitlines()
    assert "Hidden=true" in lines  # the one key that every desktop obeys


def test_the_workflow_pins_every_action_to_a_commit() -> None:
    workflow = (PACKAGING.parent / ".github" / "workflows" / "release.yml").read_text()
    used = re.findall(r"uses: (\S+)(.*)", workflow)
    assert used
    assert all(re.search(r"@[0-9a-f]{40}$", action) and "# v" in version for action, version in used)


def test_lock_files_hold_a_hash_for_every_package_and_name_no_index() -> None:
    for lock in (PACKAGING / "locks").glob("*.txt"):
        text = lock.read_text()
        assert "://" not in text, lock.name
        for entry in re.split(r"\n(?=\S)", text.strip()):
            assert "--hash=sha256:" in entry, entry[:60]
