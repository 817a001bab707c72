"""Pure numerics: arrays and values in, values out. Imports numpy, scipy, snowballstemmer."""
