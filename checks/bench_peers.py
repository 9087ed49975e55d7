"""Others in the race of `make bench`: the same epoch in NumPy and in PyTorch.

    python3 bench_peers.py NAME FOLDER

NAME is numpy, numpy-per-sample, tensors or modules. bench.h says what is asked and answered; where
NumPy or PyTorch is not installed, nothing is said, and the race goes on without it.

Samples are rows here, as NumPy and PyTorch are used: their A is the transpose of the article's, and
a row of X is one sample, so a mini-batch is taken in long pieces.
"""

import os
import random
import re
import signal
import sys
import time

ETA = 3.0


def blas():
    """The library below NumPy's products, where the system tells which files are loaded."""
    try:
        with open("/proc/self/maps", encoding="utf-8", errors="replace") as maps:
            loaded = maps.read()
    except OSError:
        return "unknown BLAS"
    found = re.search(r"openblas|libmkl|libblis|libatlas|libblas", loaded)
    names = {"openblas": "OpenBLAS", "libmkl": "MKL", "libblis": "BLIS", "libatlas": "ATLAS",
             "libblas": "the slow reference BLAS (make setup-bench installs OpenBLAS)"}
    return names[found.group()] if found else "unknown BLAS"


class FullMatrix:
    """NumPy at its best here: weights "from, to", results written in place, σ' = A(1 − A)."""

    def __init__(self, X, Y, parameters):
        self.X, self.Y = X, Y
        self.W1, self.W2 = (np.ascontiguousarray(W.T) for W in parameters[0::2])
        self.b1, self.b2 = (b.ravel().copy() for b in parameters[1::2])
        self.dW1, self.dW2 = np.empty_like(self.W1), np.empty_like(self.W2)

    def shuffle(self):
        np.random.permutation(len(self.X))

    def step(self, which):
        A0, Y = self.X.take(which, axis=0), self.Y.take(which, axis=0)
        A1 = self.sigmoid(A0 @ self.W1, self.b1)
        A2 = self.sigmoid(A1 @ self.W2, self.b2)
        gap = A2 - Y
        loss = 0.5 * np.vdot(gap, gap)
        dZ2 = gap
        dZ2 /= len(which)
        dZ2 *= A2
        dZ2 *= 1.0 - A2
        dZ1 = dZ2 @ self.W2.T
        dZ1 *= A1
        dZ1 *= 1.0 - A1
        self.update(self.W2, self.b2, self.dW2, A1, dZ2)
        self.update(self.W1, self.b1, self.dW1, A0, dZ1)
        return loss

    @staticmethod
    def sigmoid(Z, b):
        Z += b
        np.negative(Z, out=Z)
        np.exp(Z, out=Z)
        Z += 1.0
        return np.reciprocal(Z, out=Z)

    @staticmethod
    def update(W, b, dW, A_prev, dZ):
        np.matmul(A_prev.T, dZ, out=dW)
        dW *= ETA
        W -= dW
        b -= ETA * dZ.sum(axis=0)

    def parameters(self):
        return self.W1.T, self.b1, self.W2.T, self.b2


class PerSample:
    """NumPy, a sample at a time: the columns z, a and δ of §2, gradients added up in lists."""

    def __init__(self, X, Y, parameters):
        self.samples = [(x.reshape(-1, 1), y.reshape(-1, 1)) for x, y in zip(X, Y)]
        self.weights = [W.copy() for W in parameters[0::2]]
        self.biases = [b.copy() for b in parameters[1::2]]

    def shuffle(self):
        random.shuffle(list(range(len(self.samples))))

    def step(self, which):
        dW = [np.zeros(W.shape) for W in self.weights]
        db = [np.zeros(b.shape) for b in self.biases]
        loss = 0.0
        for m in which:
            loss_m, dW_m, db_m = self.gradients(*self.samples[m])
            loss += loss_m
            dW = [total + part for total, part in zip(dW, dW_m)]
            db = [total + part for total, part in zip(db, db_m)]
        rate = ETA / len(which)
        self.weights = [W - rate * slope for W, slope in zip(self.weights, dW)]
        self.biases = [b - rate * slope for b, slope in zip(self.biases, db)]
        return loss

    def gradients(self, x, y):
        z, a = [None], [x]
        for W, b in zip(self.weights, self.biases):
            z.append(W @ a[-1] + b)
            a.append(self.sigmoid(z[-1]))
        gap = a[2] - y
        delta2 = gap * self.slope(z[2])
        delta1 = (self.weights[1].T @ delta2) * self.slope(z[1])
        return 0.5 * np.vdot(gap, gap), [delta1 @ a[0].T, delta2 @ a[1].T], [delta1, delta2]

    @staticmethod
    def sigmoid(z):
        return 1.0 / (1.0 + np.exp(-z))

    def slope(self, z):
        return self.sigmoid(z) * (1.0 - self.sigmoid(z))

    def parameters(self):
        return self.weights[0], self.biases[0], self.weights[1], self.biases[1]


class Tensors:
    """PyTorch at its best here: no autograd, the update within the product."""

    def __init__(self, X, Y, parameters):
        self.X, self.Y = torch.from_numpy(X), torch.from_numpy(Y)
        self.W1, self.W2 = (torch.from_numpy(W.copy()) for W in parameters[0::2])
        self.b1, self.b2 = (torch.from_numpy(b.ravel().copy()) for b in parameters[1::2])

    def shuffle(self):
        torch.randperm(len(self.X))

    def step(self, which):
        with torch.no_grad():
            A0, Y = self.X.index_select(0, which), self.Y.index_select(0, which)
            A1 = torch.addmm(self.b1, A0, self.W1.t()).sigmoid_()
            A2 = torch.addmm(self.b2, A1, self.W2.t()).sigmoid_()
            gap = A2 - Y
            loss = 0.5 * torch.dot(gap.view(-1), gap.view(-1)).item()
            dZ2 = gap.div_(len(which)).mul_(A2).mul_(1.0 - A2)
            dZ1 = torch.mm(dZ2, self.W2).mul_(A1).mul_(1.0 - A1)
            self.W2.addmm_(dZ2.t(), A1, alpha=-ETA)
            self.b2.sub_(dZ2.sum(0), alpha=ETA)
            self.W1.addmm_(dZ1.t(), A0, alpha=-ETA)
            self.b1.sub_(dZ1.sum(0), alpha=ETA)
        return loss

    def parameters(self):
        return [p.numpy() for p in (self.W1, self.b1, self.W2, self.b2)]


class Modules(Tensors):
    """PyTorch as it is usually written: nn.Linear, autograd, SGD."""

    def __init__(self, X, Y, parameters):
        super().__init__(X, Y, parameters)
        hidden = len(self.b1)
        self.net = torch.nn.Sequential(
            torch.nn.Linear(X.shape[1], hidden), torch.nn.Sigmoid(),
            torch.nn.Linear(hidden, Y.shape[1]), torch.nn.Sigmoid()).double()
        with torch.no_grad():
            for mine, given in zip(self.net.parameters(), (self.W1, self.b1, self.W2, self.b2)):
                mine.copy_(given)
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=ETA)

    def step(self, which):
        A2, Y = self.net(self.X[which]), self.Y[which]
        loss = 0.5 * torch.nn.functional.mse_loss(A2, Y, reduction="sum")
        self.optimizer.zero_grad()
        (loss / len(which)).backward()
        self.optimizer.step()
        return loss.item()

    def parameters(self):
        return [p.detach().numpy() for p in self.net.parameters()]


def run_epoch(racer, order, M):
    """Everybody shuffles within the time, and then takes the same order."""
    begun, loss = time.process_time(), 0.0
    racer.shuffle()
    for first in range(0, len(order), M):
        loss += racer.step(order[first:first + M])
    return time.process_time() - begun, loss / len(order)


def main(name, folder):
    def read(stem):
        return np.load(os.path.join(folder, stem + ".npy"))

    names = "W1", "b1", "W2", "b2"
    X, Y, start = read("X"), read("Y"), [read(stem) for stem in names]
    order = read("order").ravel().astype(np.intp)
    makes = {"numpy": FullMatrix, "numpy-per-sample": PerSample, "tensors": Tensors,
             "modules": Modules}[name]
    if name in ("tensors", "modules"):
        order = torch.from_numpy(order)
        print(f"ready {torch.__version__} with {blas()}", flush=True)
    else:
        print(f"ready {np.__version__} with {blas()}", flush=True)
    for line in sys.stdin:
        racer = makes(X, Y, start)
        seconds, loss = run_epoch(racer, order, int(line))
        for stem, value in zip(names, racer.parameters()):
            value = np.ascontiguousarray(value)
            np.save(os.path.join(folder, f"learned-{stem}.npy"), value)
        print(f"{seconds:.9f} {loss:.17g}", flush=True)


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    try:
        import numpy as np
        if sys.argv[1] in ("tensors", "modules"):
            import torch
            torch.set_num_threads(1)
    except ImportError:
        sys.exit(1)
    main(*sys.argv[1:])
