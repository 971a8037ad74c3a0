"""Certificates that servers of the tests sign for themselves."""

import subprocess
from pathlib import Path


def certificate(folder: Path, names: str = "DNS:localhost") -> tuple[Path, Path]:
    """Make one for these subject alternative names; the files of the certificate and of its key."""
    made, key = folder / "cert.pem", folder / "key.pem"
    asked = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    files = ["-addext", f"subjectAltName={names}", "-keyout", str(key), "-out", str(made)]
    subprocess.run(["openssl", *asked, *files], check=True, capture_output=True)
    return made, key
