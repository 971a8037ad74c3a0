"""Every sentence a person reads, in one place: window, commands and pages say the same."""
