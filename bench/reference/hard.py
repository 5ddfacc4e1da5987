"""Writes ml-service/test/fixtures/hard.json: what scikit-learn makes of small problems that are hard on a solver or a
neighbour search.

    python3 -m pip install scikit-learn
    python3 bench/reference/hard.py
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

FIXTURES = Path(__file__).resolve().parents[2] / "ml-service" / "test" / "fixtures"
random = np.random.default_rng(11)


def numbers(rows, columns):
    return np.round(random.normal(size=(rows, columns)), 3)


def split(X, y, n_test):
    return {"X": X[n_test:].tolist(), "y": y[n_test:].tolist(), "test": X[:n_test].tolist()}


def regression(name, X, y, C, n_test=10):
    case = split(X, y, n_test)
    fits = [
        LogisticRegression(C=C, tol=1e-13, max_iter=100_000, solver=solver).fit(case["X"], case["y"])
        for solver in ["newton-cg", "lbfgs"]
    ]
    proba, other = (fit.predict_proba(case["test"]) for fit in fits)
    # Both solvers agree, so that it is the optimum that ours is held against.
    assert np.abs(proba - other).max() < 1e-6, (name, np.abs(proba - other).max())
    return {"name": name, **case, "C": C, "proba": proba.tolist()}


def neighbors(name, X, y, k, weights, n_test=10):
    case = split(X, y, n_test)
    fit = KNeighborsClassifier(k, weights=weights, algorithm="brute").fit(case["X"], case["y"])
    return {"name": name, **case, "k": k, "weights": weights, "proba": fit.predict_proba(case["test"]).tolist()}


plane = numbers(60, 2)
wide = numbers(30, 40)
rare = numbers(80, 3)
copies = np.repeat(numbers(25, 2), 2, axis=0)
one_hot = np.eye(12)[np.concatenate([np.arange(12), random.integers(0, 12, 58)])]
result = {
    "source": f"scikit-learn {sklearn.__version__}",
    "script": "bench/reference/hard.py",
    "logistic_regression": [
        regression("perfectly separable, C = 1e6", plane, (plane.sum(axis=1) > 0).astype(int), 1e6),
        regression("more columns than rows, three classes", wide, np.arange(30) % 3, 1.0),
        regression("a class of four rows in eighty", rare, np.where(np.arange(80) % 20 == 19, 2, np.arange(80) % 2), 1.0),
        regression("a constant column beside one-hot ones", np.column_stack([one_hot, np.full(70, 3.0)]), np.arange(70) % 2, 10.0),
    ],
    "knn": [
        neighbors("every training row a neighbour", plane, (plane[:, 0] > 0).astype(int), 50, "uniform"),
        neighbors("every training row a neighbour, by distance", plane, (plane[:, 0] > 0).astype(int), 50, "distance"),
        # Every test row is a copy of a training row, and every row has a twin of the other class.
        neighbors("twins of other classes at no distance", np.vstack([copies[:10], copies]), np.arange(60) % 2, 2, "distance"),
    ],
}
(FIXTURES / "hard.json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
