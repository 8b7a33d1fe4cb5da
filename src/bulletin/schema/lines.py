"""Lines: what a station says in every bulletin of several stories, unless it sets other words."""

HEADLINES_OPENING = "मुख्य समाचार।"
HEADLINES_CLOSING = "अब समाचार विस्तार से।"
HANDOVER = "आगे के समाचार {reader} से।"
BREAK_LINE = "आप {station} से समाचार सुन रहे हैं।"
RECAP_OPENING = "एक बार फिर मुख्य समाचार।"
