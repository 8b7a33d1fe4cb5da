"""Table: every setting there is, by the table of the station file that it stands in, and by its key."""

from __future__ import annotations

from bulletin.production.setup.rows.bulletin import BULLETIN
from bulletin.production.setup.rows.files import COVER, OUTPUT, RADIO, TAGS
from bulletin.production.setup.rows.form import FORM
from bulletin.production.setup.rows.names import LINES, STATION
from bulletin.production.setup.rows.sound import SOUND
from bulletin.production.setup.rows.voices import VOICES
from bulletin.production.setup.rows.words import WORDS
from bulletin.production.setup.setting import Setting, Table

TABLES: tuple[Table, ...] = (STATION, LINES, FORM, VOICES, SOUND, WORDS, TAGS, COVER, RADIO, OUTPUT)
"""In the order of the station file."""

STATION_SETTINGS: dict[str, Setting] = {row.key: row for table in TABLES for row in table.rows}
"""By key; their fields are a Station's."""

BULLETIN_SETTINGS: dict[str, Setting] = {row.key: row for row in BULLETIN.rows}
"""By key, what is set for one bulletin alone; their fields are a Recipe's."""

SETTINGS: dict[str, Setting] = {**BULLETIN_SETTINGS, **STATION_SETTINGS}
"""Everything that can be asked for a bulletin, by key."""
