"""Writes reconcile.txt: reconciled forecasts by the textbook formulas with dense matrices (numpy).

y~ = S (S' W^-1 S)^-1 S' W^-1 y^ (Wickramasuriya et al. 2019). W is the identity, the diagonal of the mean squared errors, or their
shrinkage estimate (Schaefer and Strimmer 2005), whose correlations are multiplied by 1 - lambda. Each section begins with its name; a
matrix has a line for each row. `members` are the series of each sum."""
import numpy as np

random = np.random.default_rng(20)
MEMBERS = [[0, 1, 2, 3, 4, 5], [0, 1, 2], [3, 4, 5], [0, 3], [1, 4], [2, 5]]
SERIES = 6


def summing():
    rows = np.zeros((len(MEMBERS), SERIES))
    for i, members in enumerate(MEMBERS):
        rows[i, members] = 1
    return np.vstack([rows, np.eye(SERIES)])


def shrinkage(groups):
    """groups: [groups][observations, rows]; the observations of a group are dependent, groups are independent."""
    all_rows = np.vstack(groups)
    variances = (all_rows**2).mean(axis=0)
    products = np.array([(g / np.sqrt(variances)).T @ (g / np.sqrt(variances)) / len(g) for g in groups])
    correlation = products.mean(axis=0)
    k = len(groups)
    spread = ((products - correlation) ** 2).sum(axis=0) / (k * (k - 1))
    off = ~np.eye(len(variances), dtype=bool)
    share = np.clip(spread[off].sum() / (correlation[off] ** 2).sum(), 0, 1)
    return share, variances, correlation


def section(name, matrix):
    print(name)
    for row in np.atleast_2d(matrix):
        print(",".join(repr(float(x)) for x in row))


def reconciled(s, w, base):
    inverse = np.linalg.inv(w)
    return s @ np.linalg.solve(s.T @ inverse @ s, s.T @ inverse @ base)


s = summing()
common = random.normal(size=(24, 1))
bottom = 2 * common + random.normal(size=(24, SERIES)) * np.arange(1, SERIES + 1)
errors = bottom @ s.T + 0.5 * random.normal(size=(24, len(s))) * np.sqrt(s.sum(axis=1))
base = (s @ random.uniform(5, 20, size=(SERIES, 3))) + random.normal(size=(len(s), 3))
section("errors", errors)
section("base", base)
section("ols", reconciled(s, np.eye(len(s)), base))
section("wls", reconciled(s, np.diag((errors**2).mean(axis=0)), base))
for size in (1, 4):
    share, variances, correlation = shrinkage(errors.reshape(24 // size, size, len(s)))
    shrunk = (1 - share) * correlation + share * np.eye(len(s))
    w = shrunk * np.sqrt(np.outer(variances, variances))
    section(f"lambda{size}", share)
    section(f"mint{size}", reconciled(s, w, base))
