"""What wishes mean, and how much each reason weighs for a hollow sentence.

Logistic regressions (L2), made by `python -m eval.hollowing`; docs/decisions/stuffing.md.
"""

import numpy as np

ASIDE = (0.75, 0.44, -0.76)
ASIDE_OFFSET = 2.4
HOLLOW = (0.91, 0.22, -0.32, 3.13, -0.07, 2.32, -2.57)
HOLLOW_OFFSET = -3.12
MEANT_OFFSET = -1.924
MEANT = np.array(
    (
        (-67, 19, -58, -59, 38, 14, -104, 73, -24, 69, -20, -29, 35, -79, 56, -38),
        (35, -30, 35, 38, 16, -11, 36, 37, 12, -30, 2, 4, 48, -36, 24, 19),
        (35, 47, 27, -39, 11, 7, -48, -35, -33, -36, 13, 11, 40, -43, 40, -20),
        (25, 37, 4, 17, 54, 27, 57, -35, 48, -27, 11, 11, 29, 86, -37, -12),
    ),
    np.float32,
).ravel() / np.float32(20)
