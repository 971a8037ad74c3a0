"""The control plane: looking behind the simulated platform and moving its people. No part of RingCentral."""
