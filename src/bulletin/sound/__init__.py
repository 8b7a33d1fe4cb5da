"""Sound: clips → programme → master. `arrange` and the measures are pure; `decode`, `reel` and `render` touch audio.

Inside, sound is 32-bit float samples of one channel, full scale ±1, in numpy arrays; a clip that is cut,
faded or turned down is a pydub AudioSegment.
"""
