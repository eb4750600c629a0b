"""How a batch stands against the records that the company file holds."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from salesdesk.domain.batch import Diff, RecordBatch
from salesdesk.domain.sales import Frame


def diff(batch: RecordBatch, frame: Frame, source_sheets: Collection[int], *, sync: bool) -> Diff:
    """New, changed, unchanged and gone.

    ``source_sheets``: ids of the sheet versions of the batch's own source.  With ``sync``, records that came from
    these sheets and are not in the batch any more are gone; records of other sources never are.  A record that says the
    same in all of its fields as one that seems gone is that one: a document number that was a key in the former version
    may be none in this.
    """
    import pandas as pd

    old_identity = np.asarray(frame["identity"])
    positions = _positions(old_identity, batch.identity)
    known = positions >= 0
    same = np.zeros(batch.n, dtype=bool)
    same[known] = np.asarray(frame["content"])[positions[known]] == batch.content[known]
    changed = np.flatnonzero(known & ~same)
    gone = np.zeros(0, dtype=np.int64)
    if sync and source_sheets and frame.n:
        own = pd.Series(frame["sheet"]).isin(list(source_sheets)).to_numpy()
        found = np.zeros(frame.n, dtype=bool)
        found[positions[known]] = True
        gone = np.flatnonzero(own & ~found)
    new, unchanged = np.flatnonzero(~known), np.flatnonzero(same)
    if len(new) and len(gone):
        found_again, gone_again = _pairs(batch.content[new], np.asarray(frame["content"])[gone])
        unchanged = np.union1d(unchanged, new[found_again])
        new, gone = np.delete(new, found_again), np.delete(gone, gone_again)
    return Diff(new, changed, positions[changed], unchanged, gone)


def _pairs(one: NDArray[np.int64], two: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions of equal contents on both sides, each used once."""
    import pandas as pd

    sides = []
    for content in (one, two):
        side = pd.DataFrame({"content": content, "position": np.arange(len(content))})
        sides.append(side.assign(nth=side.groupby("content").cumcount()))
    both = sides[0].merge(sides[1], on=["content", "nth"])
    return both["position_x"].to_numpy(), both["position_y"].to_numpy()


def _positions(old: NDArray[np.int64], new: NDArray[np.int64]) -> NDArray[np.int64]:
    """Position of each new identity among the old ones (the last, should it be there twice), -1 when absent."""
    import pandas as pd

    if not len(old) or not len(new):
        return np.full(len(new), -1, dtype=np.int64)
    index = pd.Index(old)
    if index.is_unique:
        return index.get_indexer(pd.Index(new)).astype(np.int64)
    last = pd.Series(np.arange(len(old)), index=index)
    return last[~index.duplicated(keep="last")].reindex(new, fill_value=-1).to_numpy(dtype=np.int64)
