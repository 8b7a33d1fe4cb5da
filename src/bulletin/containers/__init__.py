"""Containers: the bytes of MPEG, RIFF, Ogg and ID3 that more than one room reads or writes. Pure."""
