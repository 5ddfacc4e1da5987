"""Fits and predicts with scikit-learn on demand: one JSON object a line in, the milliseconds it took out.

The rows are in a folder: X.f64, column-major, and y.i32. A command names `model`, `rows`, `predict`, `threads` and
`params`; the answer is {"fit": ms, "predict": ms}.
"""

import json
import sys
import time
import warnings

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from threadpoolctl import threadpool_limits

MODELS = {
    "RandomForest": lambda params, threads: RandomForestClassifier(**params, n_jobs=threads, random_state=1),
    "LogisticRegression": lambda params, threads: LogisticRegression(**params),
    "KNN": lambda params, threads: KNeighborsClassifier(**params, n_jobs=threads),
    "GradientBoosting": lambda params, threads: HistGradientBoostingClassifier(
        **params, max_leaf_nodes=None, early_stopping=False
    ),
}

warnings.filterwarnings("ignore")
folder, columns = sys.argv[1], int(sys.argv[2])
values = np.fromfile(f"{folder}/X.f64").reshape(columns, -1).T
classes = np.fromfile(f"{folder}/y.i32", dtype=np.int32)

for line in sys.stdin:
    command = json.loads(line)
    X, y = np.ascontiguousarray(values[: command["rows"]]), classes[: command["rows"]]
    if command["scale"]:
        X = (X - X.mean(axis=0)) / X.std(axis=0)
    model = MODELS[command["model"]](command["params"], command["threads"])
    with threadpool_limits(command["threads"]):
        began = time.perf_counter()
        model.fit(X, y)
        fitted = time.perf_counter()
        model.predict_proba(X[: command["predict"]])
        predicted = time.perf_counter()
    print(json.dumps({"fit": 1e3 * (fitted - began), "predict": 1e3 * (predicted - fitted)}), flush=True)
