"""The machine we run on: keyring, files, logs, notifications."""
