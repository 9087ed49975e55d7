"""A run of learning, computed once more and in another language.

    independent_train.py START RUN CURVE

START is what `backproof verify --dump START` wrote, with all samples in its mini-batch; RUN and CURVE
are what `backproof train --load START --test-fraction 0 --save RUN --curve CURVE` wrote. From X, Y
and the parameters in START, and the options in RUN, this learns with the gradients of independent.py
and compares the parameters and the curve.

It does not know in which order the samples come. So either all of them are in one mini-batch, or all
of them are the same one.

Prints one line for each matrix or column that differs by more than TOLERANCE of its largest entry; exit
status 1 if there is one.
"""

import sys
from pathlib import Path

import numpy as np

from independent import LOSSES, backward, compare, complaints, forward


def read_options(path):
    """--eta=0.5 and so on."""
    lines = [line.lstrip("-").partition("=") for line in path.read_text().splitlines()]
    return {name: value for name, _, value in lines}


def read_curve(path):
    """The columns by their names."""
    lines = path.read_text().splitlines()
    names = [line for line in lines if line.startswith("#")][-1].lstrip("# ").split("\t")
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {name: np.array(column, dtype=float) for name, column in zip(names, zip(*rows))}


def mini_batches(n, M):
    """How many samples each of an epoch has: the last one what is left."""
    return [min(M, n - first) for first in range(0, n, M)]


def learn(P, X, Y, options):
    """Changes the parameters in P. Returns the columns of the curve."""
    layers = range(1, len(P["W"]) + 1)
    names = options["activations"].split(",")
    activations = names if len(names) > 1 else names * len(layers)
    eta, mu, decay = (float(options[name]) for name in ("eta", "momentum", "lambda"))
    n = X.shape[1]
    V = {name: {l: np.zeros_like(P[name][l]) for l in layers} for name in P}
    curve = {name: [] for name in ["loss", *(f"norm_W{l}" for l in layers)]}
    for _ in range(int(options["epochs"])):
        losses, norms = [], {l: [] for l in layers}
        for M in mini_batches(n, int(options["batch"])):
            x, y = X[:, :M], Y[:, :M]
            Z, A = forward(P["W"], P["b"], x, activations)
            gradient = backward(P["W"], x, y, Z, A, activations, options["loss"])
            losses.extend(LOSSES[options["loss"]][0](A[len(layers)], y))
            for l in layers:
                norms[l].append(np.sqrt((gradient["dW"][l] ** 2).sum()))
                V["W"][l] = mu * V["W"][l] - eta * (gradient["dW"][l] + decay / n * P["W"][l])
                V["b"][l] = mu * V["b"][l] - eta * gradient["db"][l]
            for name in P:
                for l in layers:
                    P[name][l] = P[name][l] + V[name][l]
        curve["loss"].append(np.mean(losses))
        for l in layers:
            curve[f"norm_W{l}"].append(np.mean(norms[l]))
    return curve


def main(start, run, curve):
    start, run = Path(start), Path(run)
    options = read_options(run / "training.txt")
    X, Y = np.load(start / "X.npy"), np.load(start / "Y.npy")
    alike = (X == X[:, :1]).all() and (Y == Y[:, :1]).all()
    if not alike and int(options["batch"]) < X.shape[1]:
        sys.exit(f"{start}: the order of the samples matters, and is not known")
    layers = range(1, sum(path.match("W?.npy") for path in start.iterdir()) + 1)
    P = {name: {l: np.load(start / f"{name}{l}.npy") for l in layers} for name in ("W", "b")}
    columns = learn(P, X, Y, options)
    for name, found in P.items():
        for l in layers:
            compare(f"{name}{l}", np.load(run / f"{name}{l}.npy"), found[l])
    written = read_curve(Path(curve))
    for name, column in columns.items():
        compare(name, written[name], np.array(column))
    for complaint in complaints:
        print(f"    {complaint}")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
