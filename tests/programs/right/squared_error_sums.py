"""∂J/∂w and ∂J/∂b of the squared error: the mean over the examples, taken in many ways."""

import functools
import math
import operator

import numpy as np


def residual(p):
    return p["x"] @ p["w"] + p["b"] - p["y"]


def product_of_transpose(p):
    """Xᵀe/n."""
    e = residual(p)
    return {"dJ/dw": p["x"].T @ e / len(e), "dJ/db": e.sum() / len(e)}


def vector_times_matrix(p):
    """eX/n."""
    e = residual(p)
    return {"dJ/dw": e @ p["x"] / e.size, "dJ/db": e.mean()}


def mean_of_rows(p):
    """The mean down the examples of e times its row."""
    e = residual(p)
    return {"dJ/dw": np.mean(e[:, None] * p["x"], axis=0), "dJ/db": np.mean(e)}


def mean_of_columns(p):
    """The mean across Xᵀ times e, broadcast over the features."""
    e = residual(p)
    return {"dJ/dw": (p["x"].T * e).mean(axis=1), "dJ/db": e.mean(axis=0)}


def by_einsum(p):
    """np.einsum over the examples."""
    e = residual(p)
    return {"dJ/dw": np.einsum("i,ij->j", e, p["x"]) / len(e), "dJ/db": np.einsum("i->", e) / len(e)}


def by_einsum_of_ones(p):
    """np.einsum with the weights 1/n as a third operand."""
    e = residual(p)
    share = np.full_like(e, 1 / len(e))
    return {"dJ/dw": np.einsum("ij,i,i->j", p["x"], e, share), "dJ/db": np.einsum("i,i->", e, share)}


def by_dot(p):
    """np.dot of columns."""
    e = residual(p)
    n, d = p["x"].shape
    return {"dJ/dw": np.array([np.dot(p["x"][:, j], e) / n for j in range(d)]), "dJ/db": np.dot(e, np.ones_like(e)) / n}


def by_inner(p):
    """np.inner of the transposed features with the residual."""
    e = residual(p)
    return {"dJ/dw": np.inner(p["x"].T, e) / len(e), "dJ/db": np.inner(np.ones_like(e), e) / len(e)}


def by_tensordot(p):
    """np.tensordot over the axis of the examples."""
    e = residual(p)
    return {"dJ/dw": np.tensordot(e, p["x"], axes=(0, 0)) / len(e), "dJ/db": np.add.reduce(e) / len(e)}


def by_outer(p):
    """The outer products of each e and its row, stacked and averaged."""
    e = residual(p)
    outer = np.stack([np.outer(e_i, x_i)[0] for e_i, x_i in zip(e, p["x"], strict=True)])
    return {"dJ/dw": outer.sum(axis=0) / len(e), "dJ/db": e.sum() / len(e)}


def by_columns(p):
    """Everything as a column: y (n, 1), w (d, 1)."""
    X, y, w = p["x"], p["y"].reshape(-1, 1), p["w"].reshape(-1, 1)
    e = X @ w + p["b"] - y
    return {"dJ/dw": (X.T @ e / len(y)).ravel(), "dJ/db": e.mean()}


def by_rows(p):
    """Everything as a row: examples in the columns of X, as the Coursera course stores them."""
    X, Y, w = p["x"].T, p["y"][None, :], p["w"][:, None]
    A = w.T @ X + p["b"]
    m = X.shape[1]
    dZ = A - Y
    return {"dJ/dw": (np.dot(X, dZ.T) / m)[:, 0], "dJ/db": np.sum(dZ) / m}


def by_average(p):
    """np.average down the examples."""
    e = residual(p)
    return {"dJ/dw": np.average(p["x"] * e[:, None], axis=0), "dJ/db": np.average(e)}


def by_average_of_features(p):
    """1/n early: the residual is divided before it meets the features."""
    e = residual(p) / len(p["y"])
    return {"dJ/dw": p["x"].T @ e, "dJ/db": e.sum()}


def by_reciprocal_of_n(p):
    """The factor 1/n multiplied in last."""
    e = residual(p)
    return {"dJ/dw": (1 / len(e)) * (p["x"].T @ e), "dJ/db": (1 / len(e)) * e.sum()}


def by_square_roots_of_n(p):
    """1/√n at the features and at the residual, as for a matrix of least squares."""
    e, root = residual(p), math.sqrt(len(p["y"]))
    return {"dJ/dw": (p["x"] / root).T @ (e / root), "dJ/db": (e / root).sum() / root}


def by_two_over_two_n(p):
    """2/(2n): the square's 2 and the cost's ½ written out."""
    e = residual(p)
    n = len(e)
    return {"dJ/dw": 2 * (p["x"].T @ e) / (2 * n), "dJ/db": 2 * e.sum() / (2 * n)}


def minus_of_minus(p):
    """−(1/n) Xᵀ(y − ŷ)."""
    gap = p["y"] - (p["x"] @ p["w"] + p["b"])
    return {"dJ/dw": -p["x"].T @ gap / len(gap), "dJ/db": -gap.mean()}


def by_loops(p):
    """Two nested loops, one sum for each feature."""
    x, e = p["x"], residual(p)
    n, d = x.shape
    dw, db = np.zeros(d, x.dtype), x.dtype.type(0)
    for i in range(n):
        for j in range(d):
            dw[j] += e[i] * x[i, j]
        db += e[i]
    return {"dJ/dw": dw / n, "dJ/db": db / n}


def by_python_numbers(p):
    """Lists and Python's own floats, no array until the end."""
    x, y, w, b = p["x"].tolist(), p["y"].tolist(), p["w"].tolist(), float(p["b"])
    n, d = len(x), len(w)
    dw, db = [0.0] * d, 0.0
    for row, target in zip(x, y, strict=True):
        error = sum(w_j * x_j for w_j, x_j in zip(w, row, strict=True)) + b - target
        for j in range(d):
            dw[j] += error * row[j] / n
        db += error / n
    return {"dJ/dw": np.array(dw, p["x"].dtype), "dJ/db": np.array(db, p["x"].dtype)}


def by_comprehension(p):
    """One sum in a comprehension for each feature."""
    e, n = residual(p), len(p["y"])
    dw = [sum(e_i * x_ij for e_i, x_ij in zip(e, column, strict=True)) / n for column in p["x"].T]
    return {"dJ/dw": np.array(dw), "dJ/db": sum(e) / n}


def by_reduce(p):
    """functools.reduce over the examples' gradients."""
    e = residual(p)
    rows = [e_i * x_i for e_i, x_i in zip(e, p["x"], strict=True)]
    return {"dJ/dw": functools.reduce(operator.add, rows) / len(e), "dJ/db": functools.reduce(operator.add, e) / len(e)}


def by_cumulative_sum(p):
    """The last entry of the running sums."""
    e = residual(p)
    dw = np.cumsum(e[:, None] * p["x"], axis=0)[-1]
    return {"dJ/dw": dw / len(e), "dJ/db": np.cumsum(e)[-1] / len(e)}


def by_add_at(p):
    """np.add.at, all examples into one place."""
    e = residual(p)
    dw, db = np.zeros((1, p["x"].shape[1]), e.dtype), np.zeros(1, e.dtype)
    np.add.at(dw, np.zeros(len(e), int), e[:, None] * p["x"])
    np.add.at(db, np.zeros(len(e), int), e)
    return {"dJ/dw": dw[0] / len(e), "dJ/db": db[0] / len(e)}


def by_halves(p):
    """Divide and conquer: the sum of the first half and of the second."""

    def total(terms):
        if len(terms) == 1:
            return terms[0]
        return total(terms[: len(terms) // 2]) + total(terms[len(terms) // 2 :])

    e = residual(p)
    return {"dJ/dw": total(e[:, None] * p["x"]) / len(e), "dJ/db": total(e) / len(e)}


def backwards(p):
    """The examples from the last to the first."""
    e = residual(p)[::-1]
    return {"dJ/dw": e @ p["x"][::-1] / len(e), "dJ/db": e.sum() / len(e)}


def in_order_of_size(p):
    """Terms summed from the smallest to the largest."""
    e = residual(p)

    def total(terms):
        return sum(sorted(terms, key=abs))

    dw = [total(column) / len(e) for column in (p["x"] * e[:, None]).T]
    return {"dJ/dw": np.array(dw), "dJ/db": total(e) / len(e)}


def shuffled(p):
    """The examples in an order that a seeded generator draws."""
    order = np.random.default_rng(0).permutation(len(p["y"]))
    X, y = p["x"][order], p["y"][order]
    e = X @ p["w"] + p["b"] - y
    return {"dJ/dw": X.T @ e / len(e), "dJ/db": e.mean()}


def by_kahan(p):
    """Compensated sums."""

    def total(terms):
        summed, carried = np.zeros_like(terms[0]), np.zeros_like(terms[0])
        for term in terms:
            corrected = term - carried
            larger = summed + corrected
            carried = (larger - summed) - corrected
            summed = larger
        return summed

    e = residual(p)
    return {"dJ/dw": total(p["x"] * e[:, None]) / len(e), "dJ/db": total(e) / len(e)}


def by_neumaier(p):
    """Compensated sums that also keep what a larger term pushes out."""

    def total(terms):
        summed, kept = 0.0, 0.0
        for term in terms:
            larger = summed + term
            kept += (summed - larger) + term if abs(summed) >= abs(term) else (term - larger) + summed
            summed = larger
        return summed + kept

    e, dtype = residual(p), p["x"].dtype
    dw = [total(column) / len(e) for column in (p["x"] * e[:, None]).T]
    return {"dJ/dw": np.array(dw, dtype), "dJ/db": np.array(total(e) / len(e), dtype)}


def by_fsum(p):
    """math.fsum, which rounds once."""
    e, dtype = residual(p), p["x"].dtype
    dw = [math.fsum(column) / len(e) for column in (p["x"] * e[:, None]).T]
    return {"dJ/dw": np.array(dw, dtype), "dJ/db": np.array(math.fsum(e) / len(e), dtype)}


def by_running_mean(p):
    """Welford's mean: each example moves it by a part of its distance."""
    dw, db = np.zeros_like(p["w"]), np.zeros_like(p["b"])
    for count, (x_i, e_i) in enumerate(zip(p["x"], residual(p), strict=True), start=1):
        dw = dw + (e_i * x_i - dw) / count
        db = db + (e_i - db) / count
    return {"dJ/dw": dw, "dJ/db": db}


def by_weighted_running_mean(p):
    """(k − 1)/k of the old mean and 1/k of the new value."""
    dw, db = np.zeros_like(p["w"]), np.zeros_like(p["b"])
    for k, (x_i, e_i) in enumerate(zip(p["x"], residual(p), strict=True), start=1):
        dw = (k - 1) / k * dw + e_i * x_i / k
        db = (k - 1) / k * db + e_i / k
    return {"dJ/dw": dw, "dJ/db": db}


def by_batches(p):
    """Batches of two, their sums added up; the last may hold one."""
    n, dw, db = len(p["y"]), 0, 0
    for start in range(0, n, 2):
        X, y = p["x"][start : start + 2], p["y"][start : start + 2]
        e = X @ p["w"] + p["b"] - y
        dw, db = dw + X.T @ e, db + e.sum()
    return {"dJ/dw": dw / n, "dJ/db": db / n}


def by_means_of_batches(p):
    """Means of batches of three, weighed with how many they hold."""
    e, n, dw, db = residual(p), len(p["y"]), 0, 0
    for part in np.array_split(np.arange(n), -(-n // 3)):
        share = len(part) / n
        dw = dw + share * (e[part, None] * p["x"][part]).mean(axis=0)
        db = db + share * e[part].mean()
    return {"dJ/dw": dw, "dJ/db": db}


def with_column_of_ones(p):
    """The bias as the weight of a column of ones."""
    X = np.column_stack([np.ones_like(p["y"]), p["x"]])
    theta = np.concatenate([p["b"][None], p["w"]])
    gradient = X.T @ (X @ theta - p["y"]) / len(X)
    return {"dJ/dw": gradient[1:], "dJ/db": gradient[0]}


def with_ones_last(p):
    """The column of ones at the end, by np.hstack and np.append."""
    X = np.hstack([p["x"], np.ones((len(p["x"]), 1), p["x"].dtype)])
    theta = np.append(p["w"], p["b"])
    gradient = (X * (X @ theta - p["y"])[:, None]).sum(axis=0) / X.shape[0]
    return {"dJ/dw": gradient[:-1], "dJ/db": gradient[-1]}


def by_normal_equations(p):
    """(XᵀXθ − Xᵀy)/n with a column of ones, before the residual is ever made."""
    X = np.column_stack([p["x"], np.ones_like(p["y"])])
    theta = np.append(p["w"], p["b"])
    gradient = (X.T @ X @ theta - X.T @ p["y"]) / len(X)
    return {"dJ/dw": gradient[:-1], "dJ/db": gradient[-1]}


def by_two_products(p):
    """Xᵀ(Xw + b) − Xᵀy, both over n."""
    z = p["x"] @ p["w"] + p["b"]
    return {"dJ/dw": p["x"].T @ z / len(z) - p["x"].T @ p["y"] / len(z), "dJ/db": z.mean() - p["y"].mean()}


def by_moments(p):
    """From the means of xxᵀ, x, xy and y alone, as a stream would keep them."""
    x, y, n = p["x"], p["y"], len(p["y"])
    xx, xy, x_mean, y_mean = x.T @ x / n, x.T @ y / n, x.mean(axis=0), y.mean()
    return {"dJ/dw": xx @ p["w"] + p["b"] * x_mean - xy, "dJ/db": x_mean @ p["w"] + p["b"] - y_mean}


def normal_equations_beside_residual(p):
    """∂L/∂z = z − y is given, and ∂J/∂w = (XᵀXw + bΣx − Xᵀy)/n is not made of it."""
    X, n = p["x"], len(p["y"])
    z = X @ p["w"] + p["b"]
    dw = (X.T @ X @ p["w"] + p["b"] * X.sum(axis=0) - X.T @ p["y"]) / n
    return {"z": z, "dL/dz": z - p["y"], "dJ/dw": dw, "dJ/db": (z - p["y"]).mean()}


def two_means_beside_residual(p):
    """∂L/∂z = z − y is given, and ∂J/∂b is the mean of z less the mean of y."""
    z = p["x"] @ p["w"] + p["b"]
    return {"z": z, "dL/dz": z - p["y"], "dJ/db": z.mean() - p["y"].mean()}


def by_distance_to_optimum(p):
    """The Hessian times the way from the least-squares optimum."""
    X = np.column_stack([p["x"], np.ones_like(p["y"])])
    theta = np.append(p["w"], p["b"])
    best = np.linalg.lstsq(X, p["y"], rcond=None)[0]
    gradient = X.T @ (X @ (theta - best)) / len(X)
    return {"dJ/dw": gradient[:-1], "dJ/db": gradient[-1]}


def by_qr(p):
    """Rᵀ(Qᵀe)/n with X = QR."""
    e = residual(p)
    Q, R = np.linalg.qr(p["x"])
    return {"dJ/dw": R.T @ (Q.T @ e) / len(e), "dJ/db": e.mean()}


def by_polarisation(p):
    """x·e = ¼(‖x + e‖² − ‖x − e‖²)."""
    e = residual(p)
    plus, minus = p["x"] + e[:, None], p["x"] - e[:, None]
    return {"dJ/dw": ((plus**2).sum(axis=0) - (minus**2).sum(axis=0)) / 4 / len(e), "dJ/db": e.mean()}


def by_fourier(p):
    """Parseval: the inner product of the transforms, over n."""
    e, n = residual(p), len(p["y"])
    product = np.real(np.conj(np.fft.fft(p["x"], axis=0)) * np.fft.fft(e)[:, None]).sum(axis=0) / n
    return {"dJ/dw": (product / n).astype(e.dtype), "dJ/db": (np.fft.fft(e)[0].real / n).astype(e.dtype)}


def by_central_difference(p):
    """(J(v + h) − J(v − h))/2h: without any error of its own, for J is a parabola in every parameter."""
    h = p["x"].dtype.type(2**-10)

    def cost(w, b):
        e = p["x"] @ w + b - p["y"]
        return (e * e).mean() / 2

    w, b = p["w"], p["b"]
    steps = h * np.eye(len(w), dtype=w.dtype)
    dw = [(cost(w + step, b) - cost(w - step, b)) / (2 * h) for step in steps]
    return {"dJ/dw": np.array(dw), "dJ/db": (cost(w, b + h) - cost(w, b - h)) / (2 * h)}


def by_covariance(p):
    """The covariance of x and e, plus the product of their means."""
    x, e = p["x"], residual(p)
    x_mean, e_mean = x.mean(axis=0), e.mean()
    dw = (x - x_mean).T @ (e - e_mean) / len(e) + x_mean * e_mean
    return {"dJ/dw": dw, "dJ/db": e_mean}


def by_sum_of_products_of_gaps(p):
    """Half the mean of (x + e)² − x² − e²."""
    x, e = p["x"], residual(p)[:, None]
    return {"dJ/dw": (((x + e) ** 2 - x**2 - e**2) / 2).mean(axis=0), "dJ/db": e.mean()}


def by_diagonal_matrix(p):
    """1ᵀ diag(e) X/n."""
    e = residual(p)
    return {"dJ/dw": np.ones_like(e) @ np.diag(e) @ p["x"] / len(e), "dJ/db": np.trace(np.diag(e)) / len(e)}


def by_bincount(p):
    """np.bincount, whose weights are the terms, of (example, feature) pairs."""
    e, dtype = residual(p), p["x"].dtype
    n, d = p["x"].shape
    dw = np.bincount(np.tile(np.arange(d), n), weights=(e[:, None] * p["x"]).ravel(), minlength=d)
    return {"dJ/dw": (dw / n).astype(dtype), "dJ/db": (np.bincount(np.zeros(n, int), weights=e)[0] / n).astype(dtype)}


def by_correlate(p):
    """np.correlate, whose one full overlap is the inner product."""
    e = residual(p)
    dw = [np.correlate(column, e, mode="valid")[0] / len(e) for column in p["x"].T]
    return {"dJ/dw": np.array(dw), "dJ/db": e.mean()}


def by_apply_along_axis(p):
    """np.apply_along_axis down the columns."""
    e = residual(p)
    return {"dJ/dw": np.apply_along_axis(lambda column: (column * e).mean(), 0, p["x"]), "dJ/db": e.mean()}


def by_vecmat(p):
    """np.vecmat, NumPy's own ufunc."""
    e = residual(p)
    return {"dJ/dw": np.vecmat(e, p["x"]) / len(e), "dJ/db": np.vecdot(e, np.ones_like(e)) / len(e)}


def by_matrix_class(p):
    """@ on Fortran-ordered copies, whose strides differ and whose numbers do not."""
    X = np.asfortranarray(p["x"])
    e = X @ p["w"] + p["b"] - p["y"]
    return {"dJ/dw": (X.T @ e) / X.shape[0], "dJ/db": np.ravel(e, order="K").mean()}


def by_sorted_targets(p):
    """All arrays sorted by the target together, which changes no sum."""
    order = np.argsort(p["y"], kind="stable")
    X, y = p["x"][order], p["y"][order]
    e = X @ p["w"] + p["b"] - y
    return {"dJ/dw": X.T @ e / len(y), "dJ/db": e.mean()}


def by_signs_apart(p):
    """Positive and negative residuals summed apart: max(e, 0) − max(−e, 0)."""
    e = residual(p)
    over, under = np.maximum(e, 0), np.maximum(-e, 0)
    return {"dJ/dw": (over @ p["x"] - under @ p["x"]) / len(e), "dJ/db": (over.sum() - under.sum()) / len(e)}


def weights_alone(p):
    """∂J/∂w and nothing else."""
    e = residual(p)
    return {"dJ/dw": p["x"].T @ e / len(e)}


def bias_alone(p):
    """∂J/∂b and nothing else."""
    return {"dJ/db": residual(p).mean()}


def bias_by_means(p):
    """∂J/∂b = x̄·w + b − ȳ: the mean of the residuals is the residual of the means."""
    return {"dJ/db": p["x"].mean(axis=0) @ p["w"] + p["b"] - p["y"].mean()}
