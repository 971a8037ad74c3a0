"""What every test shares."""

