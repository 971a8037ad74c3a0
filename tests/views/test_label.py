"""Whatever names, notes and typed text contain, a label shows it as it is."""

import re
from pathlib import Path

import rcboard.views
from rcboard.views.label import Label


def test_mark_up_in_a_name_is_shown_and_not_obeyed(qapp: object) -> None:
    plain, marked = Label("x"), Label("<b>x</b><img src=y>")
    assert marked.sizeHint().width() > 5 * plain.sizeHint().width()


def test_no_view_makes_a_label_that_guesses() -> None:
    made = {
        path.name
        for path in Path(rcboard.views.__file__).parent.glob("*.py")
        if re.search(r"(?<![\w.])QLabel\(", path.read_text("utf-8").replace("class Label(QLabel)", ""))
    }
    assert not made, "Label, not QLabel"
