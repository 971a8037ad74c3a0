"""The control plane: the office seen from above, and a hand in it. No part of RingCentral's platform."""
