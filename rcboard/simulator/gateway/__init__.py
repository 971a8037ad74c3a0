"""The WebSocket gateway: sockets, what outlives them, subscriptions and the notifications that flow."""
