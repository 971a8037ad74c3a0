"""The board as Qt sees it. QtCore only; a model tells facts and never computes them."""
