"""What is true: people, presence, the board. Standard library only; no clock, no loop, no input or output."""
