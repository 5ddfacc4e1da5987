"""Writes ml-service/test/fixtures/boosting.json: what scikit-learn's HistGradientBoostingClassifier makes of the rows
of the other fixtures.

    python3 -m pip install scikit-learn
    python3 bench/reference/boosting.py
"""

import csv
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import accuracy_score, log_loss

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "ml-service" / "test" / "fixtures"
CODES = {"Sex": ["female", "male"], "Embarked": ["S", "C", "Q"]}
DEFAULTS = {"learning_rate": 0.1, "max_depth": 6, "min_samples_leaf": 20, "l2_regularization": 0.0}
SETTINGS = [
    {"n_estimators": 100, **DEFAULTS},
    {"n_estimators": 30, **DEFAULTS, "max_depth": 3, "l2_regularization": 1.0},
    {"n_estimators": 50, **DEFAULTS, "learning_rate": 0.05, "max_depth": None, "min_samples_leaf": 5},
]


def titanic(features, missing):
    """Every passenger's features, categories as codes; what is missing becomes the value in `missing`, else NaN."""
    with open(ROOT / "collector" / "data" / "titanic.csv", newline="") as file:
        rows = list(csv.DictReader(file))

    def value(row, feature):
        text = row[feature]
        if text == "":
            return missing.get(feature, np.nan)
        return CODES[feature].index(text) if feature in CODES else float(text)

    X = np.array([[value(row, feature) for feature in features] for row in rows], dtype=float)
    return X, np.array([int(row["Survived"]) for row in rows])


def figures(X, y, fixture, setting):
    train, test = fixture["train_rows"], fixture["test_rows"]
    given = {name: value for name, value in setting.items() if name != "n_estimators"}
    model = HistGradientBoostingClassifier(
        max_iter=setting["n_estimators"], max_leaf_nodes=None, early_stopping=False, random_state=0, **given
    ).fit(X[train], y[train])
    proba = model.predict_proba(X[test])
    return {
        **setting,
        "test_log_loss": log_loss(y[test], proba),
        "train_log_loss": log_loss(y[train], model.predict_proba(X[train])),
        "test_accuracy": accuracy_score(y[test], proba.argmax(axis=1)),
        "test_proba": proba.tolist(),
    }


result = {"source": f"scikit-learn {sklearn.__version__}, HistGradientBoostingClassifier", "script": "bench/reference/boosting.py"}
for name in ["titanic", "iris", "wine"]:
    fixture = json.loads((FIXTURES / f"{name}.json").read_text())
    if fixture["X"] is not None:
        data = {name: (np.array(fixture["X"]), np.array(fixture["y"]))}
    else:
        features = fixture["features"]
        data = {name: titanic(features, fixture["impute"]), f"{name}_missing": titanic(features, {})}
    for key, (X, y) in data.items():
        result[key] = [figures(X, y, fixture, setting) for setting in SETTINGS]
(FIXTURES / "boosting.json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
