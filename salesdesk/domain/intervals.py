"""How sure a share is: score intervals of counted successes.

Sources: Wilson, JASA 22 (1927); eq. 4 of Brown, Cai & DasGupta, Statist. Sci. 16 (2001).
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Z: Final = 1.959963984540054
"""97.5 % quantile of the normal distribution."""


def wilson(successes: NDArray[Any], trials: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """95 % score intervals of shares; NaN without trials."""
    n = np.where(trials > 0, trials, np.nan)
    share = successes / n
    centre = share + Z * Z / (2 * n)
    spread = Z * np.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    return np.maximum((centre - spread) / scale, 0.0), np.minimum((centre + spread) / scale, 1.0)
