"""A small RingCentral on localhost: OAuth, REST, the WebSocket gateway, and an office whose day passes."""
