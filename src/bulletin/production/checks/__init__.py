"""Checks: each looks at one side of a finished episode and says what it found. What is not claimed is no fault."""
