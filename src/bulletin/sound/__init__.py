"""Sound: clips → programme → master. `arrange` and the measures are pure; `decode`, `reel` and `render` touch audio.

Inside, sound is 32-bit float samples of one channel, full scale ±1, in numpy arrays; a clip that is cut,
faded or turned down is a pydub AudioSegment.
"""

import os

# Before numpy is loaded. Its matrix products are small here: shared out among threads that wait for one another,
# they take six times as long on a machine that has something else to do.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
