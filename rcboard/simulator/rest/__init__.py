"""The REST resources, served alike over HTTP and over the socket."""
