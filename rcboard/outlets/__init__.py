"""Other systems that ask for or hear the same live truth."""
