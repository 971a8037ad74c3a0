"""An empty window, until it is ended."""

import sys

from PySide6.QtWidgets import QApplication, QWidget

if __name__ == "__main__":
    app = QApplication(sys.argv)
    app.setStyle("Fusion")
    window = QWidget()
    window.resize(1280, 800)
    window.show()
    sys.exit(app.exec())
