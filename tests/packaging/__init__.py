"""What is handed out: templates, documents and lock files."""
