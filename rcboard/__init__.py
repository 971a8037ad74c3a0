"""rcboard: a presence board for RingCentral that never shows old knowledge as fresh."""

__version__ = "0.1.0"
