"""A batch of problems is the problems one by one, and one bad example stays alone."""

import numpy as np
import pytest
import torch

from torch_impl import classification
from torch_impl.descent import descend


def test_a_batch_is_its_problems(task, side, dtype, dyadic):
    batch = dyadic(task, dtype, batch=(2, 3), n=5)
    together = side(batch)
    for index in np.ndindex(2, 3):
        alone = side({name: value[index] for name, value in batch.items()})
        assert list(alone) == list(together)
        ours = {name: value[index] for name, value in together.items()}
        for name, value in alone.items():
            assert ours[name].shape == value.shape
        u = np.finfo(dtype).eps / 2
        # z is exact on these numbers. σ is within 12 roundings of its truth on either side (vectors and their tails
        # round apart), p − y passes 6 more roundings to dL/dz, and n + 8 to the mean; |w+| is below 8.
        g_apart = 30 * u + 2 * 7 * u if task != "regression" else 0.0
        exact = ["z", "dz/dw", "dz/db"] + (["y_hat", "L", "dL/dz", "dL/dw"] if task == "regression" else [])
        for name in exact:
            assert np.array_equal(ours[name], alone[name])
        assert np.all(abs(ours["dL/dz"] - alone["dL/dz"]) <= g_apart)
        x, g = abs(alone["dz/dw"]), abs(alone["dL/dz"])
        J_apart = x.mean(0) * g_apart + 2 * 14 * u * (x * g[:, None]).mean(0)
        assert np.all(abs(ours["dJ/dw"] - alone["dJ/dw"]) <= J_apart)
        assert np.all(abs(ours["w+"] - alone["w+"]) <= batch["lr"][index] * J_apart + 4 * u * 8)


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e300])
@pytest.mark.parametrize("where", ["x", "w"])
def test_a_z_that_is_not_finite_stays_alone(bad, where):
    rng = np.random.default_rng(5)
    good = {"x": rng.normal(size=(3, 4, 2)), "y": rng.random((3, 4)), "w": rng.normal(size=(3, 2)) * 1e9}
    good |= {"b": rng.normal(size=3), "lr": np.full(3, 0.5)}
    batch = good | {where: good[where].copy()}
    batch[where][(1, 2, 0) if where == "x" else (1, 0)] = bad
    if where == "w" and np.isfinite(bad):
        batch["x"] = good["x"] * 1e9
    trace = classification.bce(batch)
    lost = ~np.isfinite(trace["z"])
    assert lost.sum() == (1 if where == "x" else 4)
    assert np.array_equal(trace["dz/dw"], batch["x"], equal_nan=True)
    assert np.all(trace["dz/db"] == 1)
    for name in ("y_hat", "L", "dL/dy_hat", "dy_hat/dz", "dL/dz", "dy_hat/dw", "dy_hat/db", "dL/dw", "dL/db"):
        assert np.all(np.isnan(trace[name][lost]))
        assert np.all(np.isfinite(trace[name][~lost]))
    for name in ("J", "dJ/dw", "dJ/db", "w+", "b+"):
        assert np.all(np.isnan(trace[name][1]))
        assert np.all(np.isfinite(trace[name][[0, 2]]))


@pytest.mark.parametrize("lead", [(), (50,), (3, 4)])
@pytest.mark.parametrize("own", [(), (1,), (9,), (4, 3)])
def test_each_problem_takes_the_step_of_its_own_optimiser(dtype, lead, own):
    """torch.optim.SGD is the witness: the step of `descend` is its step in every bit, in a batch and alone."""
    rng = np.random.default_rng(11)

    def numbers(*shape):
        return torch.from_numpy(np.array(rng.normal(size=shape) * np.exp(rng.normal(size=shape) * 8), dtype))

    v, gradient, lr = numbers(*lead, *own), numbers(*lead, *own), abs(numbers(*lead))
    after = descend({"v": v}, {"v": gradient}, lr)["v"]
    for index in np.ndindex(*lead):
        moved = v[index].clone()
        moved.grad = gradient[index]
        torch.optim.SGD([moved], lr=float(lr[index])).step()
        assert torch.equal(after[index], moved)
        assert torch.equal(descend({"v": v[index]}, {"v": gradient[index]}, lr[index])["v"], moved)
