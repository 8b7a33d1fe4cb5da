"""Jobs: many bulletins, unattended. A face as the command line is: it calls `production`, and shows nothing itself."""
