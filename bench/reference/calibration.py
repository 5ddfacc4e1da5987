"""Writes ml-service/test/fixtures/calibration.json: what scikit-learn and numpy make of the calibration of some scores.

    python3 -m pip install scikit-learn
    python3 bench/reference/calibration.py
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss

FIXTURES = Path(__file__).resolve().parents[2] / "ml-service" / "test" / "fixtures"
BINS = 10

random = np.random.default_rng(7)
truth = random.random(200)
y = (random.random(200) < truth).astype(int)
# Too sure: the log odds are half as far again from 0 as they should be.
logits = 1.5 * np.log(truth / (1 - truth)) + 0.3
p = np.round(1 / (1 + np.exp(-logits)), 6)
order = np.argsort(p, kind="stable")
bins = np.array_split(order, BINS)
shares = np.array([y[bin].mean() for bin in bins])
said = np.array([p[bin].mean() for bin in bins])
weights = np.array([len(bin) for bin in bins]) / len(y)
score = brier_score_loss(y, p)
reliability = (weights * (said - shares) ** 2).sum()
resolution = (weights * (shares - y.mean()) ** 2).sum()
uncertainty = y.mean() * (1 - y.mean())
x = np.log(p / (1 - p))[:, None]
refit = LogisticRegression(C=np.inf, tol=1e-12, max_iter=10_000, solver="newton-cholesky").fit(x, y)
q = refit.predict_proba(x)[:, 1]
design = np.column_stack([np.ones(len(y)), x])
variances = np.diag(np.linalg.inv(design.T @ (design * (q * (1 - q))[:, None])))
result = {
    "source": f"scikit-learn {sklearn.__version__} and numpy {np.__version__}",
    "script": "bench/reference/calibration.py",
    "scores": p.tolist(),
    "hits": y.tolist(),
    "brier": {
        "score": score,
        "reliability": reliability,
        "resolution": resolution,
        "uncertainty": uncertainty,
        "within_bins": score - reliability + resolution - uncertainty,
    },
    "intercept": {"value": refit.intercept_[0], "variance": variances[0]},
    "slope": {"value": refit.coef_[0, 0], "variance": variances[1]},
}
(FIXTURES / "calibration.json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
