"""The local web API: the live board for programs and for a page in the browser."""
