"""The proof that the board never lies for long: the real line and the window's models in a storm of faults.

    python -m tests.chaos storm --seed 1 --rounds 200     (make chaos SEED=1 ROUNDS=200)
    python -m tests.chaos day                             (make day)

A tile is *wrong and confident* when its state has differed from the truth for longer than D and neither the tile (age,
hatch) nor the strip says that it may. D is 3 s on a working line, 40 s on a line gone silent, one check interval for
what the server never told. *Healed* is the board when the line is live, everybody who is there has a tile and every
tile is vouched for; that is measured from the moment at which the fault is off, every wait that the server asked for
is over, and its published limit of sign-in calls allows another. All times are the simulated seconds of a clock that
runs ``--speed`` times as fast as the machine's, in the client and in the simulator.

The truth and its times come from the simulator's history; what was shown comes from the window's own models as they
announced it: no counter of the client's is believed.
"""
