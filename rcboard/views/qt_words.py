"""Qt's own words: buttons and menus of its dialogs and fields, from the translations it ships."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator


def system_language() -> str:
    """What Qt knows of the system's language, where no variable says: "de_DE"; empty for none."""
    name = QLocale.system().name()
    return "" if name == "C" else name


def translate(app: QCoreApplication, language: str) -> QTranslator | None:
    """Let Qt speak this language, too; by which translator. English it speaks by itself."""
    QLocale.setDefault(QLocale(language))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language == "en" or not translator.load(f"qtbase_{language}", folder):
        return None
    app.installTranslator(translator)
    return translator
