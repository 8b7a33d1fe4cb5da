"""Export: finished episodes → books, playlists and pages, from their records and sound as they are."""
