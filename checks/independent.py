"""The same networks, computed once more and in another language.

    independent.py FOLDER ACTIVATION,... LOSS

FOLDER is what `backproof verify --dump FOLDER` wrote; there is one activation for each layer. From
X, Y, W and b alone, this computes everything else again: forwards for all samples at once, backwards
for one sample after the other, with the full Jacobian of each layer, and the gradients a second
time as numeric derivatives, by the complex step. It shares nothing with the C library.

Prints one line for each file that is missing, has another shape, or differs by more than TOLERANCE
of its largest entry; exit status 1 if there is one.
"""

import sys
from pathlib import Path

import numpy as np

TOLERANCE = 1e-12
STEP = 2.0**-300

# Formulas ----------------------------------------------------------------------------------------

# The map, for real and complex z, and its derivative.
GELU = np.sqrt(2 / np.pi)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gelu_tanh(z):
    return np.tanh(GELU * (z + 0.044715 * z**3))


def softmax(z):
    e = np.exp(z - z.real.max(axis=0))
    return e / e.sum(axis=0)


ACTIVATIONS = {
    "identity": (lambda z: z, np.ones_like),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "relu": (lambda z: z * (z.real > 0), lambda z: 1.0 * (z > 0)),
    "leaky-relu": (lambda z: np.where(z.real > 0, z, z / 100), lambda z: np.where(z > 0, 1, 0.01)),
    "elu": (lambda z: np.where(z.real > 0, z, np.expm1(z)), lambda z: np.exp(np.minimum(z, 0))),
    "softplus": (lambda z: np.log1p(np.exp(z)), sigmoid),
    "silu": (lambda z: z * sigmoid(z), lambda z: sigmoid(z) * (1 + z * sigmoid(-z))),
    "gelu": (
        lambda z: z * (1 + gelu_tanh(z)) / 2,
        lambda z: (1 + gelu_tanh(z)) / 2
        + z * (1 - gelu_tanh(z) ** 2) * GELU * (1 + 3 * 0.044715 * z**2) / 2,
    ),
    "softmax": (softmax, None),
}

# The sum over the output neurons, and its derivative with respect to each.
LOSSES = {
    "quadratic": (lambda a, y: ((y - a) ** 2 / 2).sum(axis=0), lambda a, y: a - y),
    "absolute": (
        lambda a, y: np.where(a.real > y, a - y, y - a).sum(axis=0),
        lambda a, y: np.sign(a - y),
    ),
    "categorical": (lambda a, y: -(y * np.log(a)).sum(axis=0), lambda a, y: -y / a),
    "cross-entropy": (
        lambda a, y: -(y * np.log(a) + (1 - y) * np.log(1 - a)).sum(axis=0),
        lambda a, y: (a - y) / (a * (1 - a)),
    ),
}


def jacobian(activation, z):
    """J[k, j] = da_k/dz_j of one sample."""
    mapping, slope = ACTIVATIONS[activation]
    if slope:
        return np.diag(slope(z))
    a = mapping(z)
    return np.diag(a) - np.outer(a, a)


# The network ---------------------------------------------------------------------------------------


def forward(W, b, X, activations):
    Z, A = {}, {0: X}
    for l, name in enumerate(activations, start=1):
        Z[l] = W[l] @ A[l - 1] + b[l]
        A[l] = ACTIVATIONS[name][0](Z[l])
    return Z, A


def cost(W, b, X, Y, activations, loss):
    _, A = forward(W, b, X, activations)
    return LOSSES[loss][0](A[len(activations)], Y).mean()


def backward(W, X, Y, Z, A, activations, loss):
    """dA, dZ, dW, db: sample by sample."""
    L, M = len(activations), X.shape[1]
    dA = {l: np.zeros_like(A[l]) for l in Z}
    dZ = {l: np.zeros_like(Z[l]) for l in Z}
    dW = {l: np.zeros_like(W[l]) for l in Z}
    db = {l: np.zeros((len(Z[l]), 1)) for l in Z}
    for m in range(M):
        da = LOSSES[loss][1](A[L][:, m], Y[:, m]) / M
        for l in range(L, 0, -1):
            dz = jacobian(activations[l - 1], Z[l][:, m]).T @ da
            dA[l][:, m], dZ[l][:, m] = da, dz
            dW[l] += np.outer(dz, A[l - 1][:, m])
            db[l][:, 0] += dz
            da = W[l].T @ dz
    return {"dA": dA, "dZ": dZ, "dW": dW, "db": db}


def numeric(W, b, X, Y, activations, loss):
    """dW and db by the complex step."""
    found = {}
    for name, parameters in (("dW", W), ("db", b)):
        found[name] = {}
        for l, P in parameters.items():
            gradient = np.zeros_like(P)
            for at in np.ndindex(P.shape):
                moved = P.astype(complex)
                moved[at] += 1j * STEP
                both = {"dW": W, "db": b, name: {**parameters, l: moved}}
                C = cost(both["dW"], both["db"], X, Y, activations, loss)
                gradient[at] = C.imag / STEP
            found[name][l] = gradient
    return found


# The comparison ------------------------------------------------------------------------------------


def expected(folder, activations, loss):
    """What every file of the dump should hold."""
    layers = range(1, len(activations) + 1)
    X, Y = np.load(folder / "X.npy"), np.load(folder / "Y.npy")
    W = {l: np.load(folder / f"W{l}.npy") for l in layers}
    b = {l: np.load(folder / f"b{l}.npy") for l in layers}
    Z, A = forward(W, b, X, activations)
    by_hand = backward(W, X, Y, Z, A, activations, loss)
    by_step = numeric(W, b, X, Y, activations, loss)
    arrays = {"X": X, "Y": Y, "C": np.array(cost(W, b, X, Y, activations, loss))}
    for l in layers:
        arrays |= {f"W{l}": W[l], f"b{l}": b[l], f"Z{l}": Z[l], f"A{l}": A[l]}
        arrays |= {f"{name}{l}": values[l] for name, values in by_hand.items()}
        arrays |= {f"{name}{l}_numeric": values[l] for name, values in by_step.items()}
        for name, values in by_step.items():
            compare(f"{name}{l} by hand and by complex step", by_hand[name][l], values[l])
    return arrays


complaints = []


def compare(name, got, want):
    if got.dtype != np.dtype("<f8") or got.shape != want.shape:
        complaints.append(f"{name}: {got.dtype} {got.shape} instead of <f8 {want.shape}")
        return
    gap, largest = np.abs(got - want).max(), np.abs(want).max()
    if not gap <= TOLERANCE * largest:
        complaints.append(f"{name}: off by {gap:.1e}, where the largest entry is {largest:.1e}")


def main(folder, activations, loss):
    folder = Path(folder)
    arrays = expected(folder, activations.split(","), loss)
    files = {path.name for path in folder.iterdir() if path.suffix == ".npy"}
    if files != {f"{name}.npy" for name in arrays}:
        complaints.append(f"other files than expected: {files ^ {f'{n}.npy' for n in arrays}}")
    for name, want in arrays.items():
        if f"{name}.npy" in files:
            got = np.load(folder / f"{name}.npy")
            if not got.flags.c_contiguous:
                complaints.append(f"{name}: not in C order")
            compare(name, got, want)
    for complaint in complaints:
        print(f"    {complaint}")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
