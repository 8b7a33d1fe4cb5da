"""Sound: clips → programme → master. `arrange` and the measures are pure; `decode`, `reel` and `render` touch audio.

Sound is float32 samples in numpy arrays, full scale ±1: shape (n,) for one channel, (n, 2) for two.
"""

import os

# Set before numpy is loaded. Matrix products are small here: split over threads that wait for one another, they take
# six times as long on a busy machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
