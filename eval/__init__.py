"""The offline judge: suites, metrics, gate and report. Imports copilot, never the reverse."""
