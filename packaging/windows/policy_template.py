"""The group policy template (ADMX and its English texts), made from the settings themselves.

    .venv/bin/python packaging/windows/policy_template.py FOLDER

For each setting two policies: one lays down a default that people may change, the other locks the value. The keys are
those that ``rcboard.host.policy`` reads: Software\\Policies\\rcboard\\Defaults\\SECTION and …\\Locked\\SECTION.
"""

import sys
from enum import StrEnum
from pathlib import Path
from typing import get_args, get_origin
from xml.etree import ElementTree as Xml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from rcboard.domain.setting import SETTINGS, Setting  # noqa: E402
from rcboard.host.policy import REGISTRY  # noqa: E402

SPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
PARTS = {"Defaults": "Give a default to", "Locked": "Lock"}


def main() -> int:
    """Write rcboard.admx and en-US/rcboard.adml."""
    folder = Path(sys.argv[1])
    template, texts = build()
    for path, tree in ((folder / "rcboard.admx", template), (folder / "en-US" / "rcboard.adml", texts)):
        path.parent.mkdir(parents=True, exist_ok=True)
        Xml.indent(tree)
        Xml.ElementTree(tree).write(path, encoding="utf-8", xml_declaration=True)
    return 0


def build() -> tuple[Xml.Element, Xml.Element]:
    """The definitions, and the texts they refer to."""
    template = Xml.Element("policyDefinitions", {"xmlns": SPACE, "revision": "1.0", "schemaVersion": "1.0"})
    spaces = Xml.SubElement(template, "policyNamespaces")
    Xml.SubElement(spaces, "target", prefix="rcboard", namespace="rcboard.policies")
    Xml.SubElement(spaces, "using", prefix="windows", namespace="Microsoft.Policies.Windows")
    Xml.SubElement(template, "resources", minRequiredRevision="1.0")
    categories = Xml.SubElement(template, "categories")
    policies = Xml.SubElement(template, "policies")

    texts = Xml.Element("policyDefinitionResources", {"xmlns": SPACE, "revision": "1.0", "schemaVersion": "1.0"})
    Xml.SubElement(texts, "displayName").text = "rcboard"
    Xml.SubElement(texts, "description").text = "Settings of the rcboard presence board"
    resources = Xml.SubElement(texts, "resources")
    strings = Xml.SubElement(resources, "stringTable")
    forms = Xml.SubElement(resources, "presentationTable")

    Xml.SubElement(categories, "category", name="rcboard", displayName="$(string.rcboard)")
    _string(strings, "rcboard", "rcboard")
    for part in PARTS:
        _string(strings, part, f"rcboard: {part.lower()}")
        category = Xml.SubElement(categories, "category", name=part, displayName=f"$(string.{part})")
        Xml.SubElement(category, "parentCategory", ref="rcboard")
        for setting in SETTINGS.values():
            if setting.section and _kind(setting):
                _policy(policies, (strings, forms), setting, part)
    return template, texts


def _kind(setting: Setting) -> str:
    """The ADMX element that asks for such a value; empty where the registry has none (tables of names)."""
    if isinstance(setting.default, bool):
        return "boolean"
    if isinstance(setting.default, StrEnum):
        return "enum"
    if isinstance(setting.default, int):
        return "decimal"
    if isinstance(setting.default, str):
        return "text"
    return "multiText" if get_origin(setting.type) is tuple and issubclass(get_args(setting.type)[0], str) else ""


def _policy(policies: Xml.Element, texts: tuple[Xml.Element, Xml.Element], setting: Setting, part: str) -> None:
    (strings, forms), verb = texts, PARTS[part]
    name = f"{part}_{setting.section}_{setting.field}"
    policy = Xml.SubElement(
        policies,
        "policy",
        {
            "name": name,
            "class": "Machine",
            "displayName": f"$(string.{name})",
            "explainText": f"$(string.{name}_help)",
            "presentation": f"$(presentation.{name})",
            "key": f"{REGISTRY}\\{part}\\{setting.section}",
        },
    )
    Xml.SubElement(policy, "parentCategory", ref=part)
    Xml.SubElement(policy, "supportedOn", ref="windows:SUPPORTED_Windows_10_0")
    kind = _kind(setting)
    element = Xml.SubElement(Xml.SubElement(policy, "elements"), kind, id=setting.field, valueName=setting.field)
    form = Xml.SubElement(forms, "presentation", id=name)
    _string(strings, name, f"{verb} {setting.name}")
    _string(strings, f"{name}_help", f"{verb} {setting.name}; without this policy it is {_shown(setting)}.")
    if kind == "boolean":
        for side, value in (("trueValue", "1"), ("falseValue", "0")):
            Xml.SubElement(Xml.SubElement(element, side), "decimal", value=value)
        Xml.SubElement(form, "checkBox", refId=setting.field).text = setting.name
    elif kind == "enum":
        for choice in type(setting.default):
            text = f"{setting.section}_{setting.field}_{choice.name}"
            item = Xml.SubElement(element, "item", displayName=f"$(string.{text})")
            Xml.SubElement(Xml.SubElement(item, "value"), "string").text = choice.value
            if part == "Defaults":
                _string(strings, text, choice.value)
        Xml.SubElement(form, "dropdownList", refId=setting.field).text = setting.name
    elif kind == "decimal":
        element.set("minValue", str(setting.bounds.get("least", 0)))
        element.set("maxValue", str(setting.bounds.get("most", 999_999)))
        Xml.SubElement(
            form, "decimalTextBox", refId=setting.field, defaultValue=str(setting.default)
        ).text = setting.name
    elif kind == "text":
        box = Xml.SubElement(form, "textBox", refId=setting.field)
        Xml.SubElement(box, "label").text = setting.name
    else:
        Xml.SubElement(form, "multiTextBox", refId=setting.field).text = setting.name


def _shown(setting: Setting) -> str:
    if isinstance(setting.default, bool):
        return "on" if setting.default else "off"
    return str(setting.default) if setting.default not in ("", ()) else "empty"


def _string(strings: Xml.Element, id: str, text: str) -> None:
    Xml.SubElement(strings, "string", id=id).text = text


if __name__ == "__main__":
    sys.exit(main())
