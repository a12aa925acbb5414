"""Data sets of others: scikit-learn's diabetes and breast cancer, and NIST's Longley with its certified solution."""

from dataclasses import replace
from pathlib import Path
from types import ModuleType

from compare.errors import BadInput
from compare.inputs.datasets.cells import number
from compare.inputs.datasets.dataset import Dataset
from compare.inputs.datasets.rows import read_rows
from compare.inputs.datasets.table import read_csv


def diabetes() -> Dataset:
    """442 patients, ten raw measurements, and a measure of the disease's progress one year later.

    Efron, Hastie, Johnstone and Tibshirani (2004), Least angle regression, Annals of Statistics 32, 407-499.
    """
    bunch = _loaders("diabetes").load_diabetes(scaled=False)
    return Dataset(
        name="diabetes",
        task="regression",
        x=bunch.data,
        y=bunch.target,
        features=tuple(bunch.feature_names),
        target="progression",
        examples=tuple(f"patient {i}" for i in range(1, len(bunch.target) + 1)),
    )


def breast_cancer() -> Dataset:
    """569 tumours, thirty raw measurements; malignant is 0 and benign is 1, as scikit-learn codes them.

    Street, Wolberg and Mangasarian (1993), Nuclear feature extraction for breast tumor diagnosis, SPIE 1905, 861-870.
    """
    bunch = _loaders("breast-cancer").load_breast_cancer()
    malignant, benign = (str(name) for name in bunch.target_names)
    return Dataset(
        name="breast-cancer",
        task="classification",
        x=bunch.data,
        y=bunch.target,
        features=tuple(str(name) for name in bunch.feature_names),
        target="diagnosis",
        examples=tuple(f"tumour {i}" for i in range(1, len(bunch.target) + 1)),
        labels=(malignant, benign),
    )


def longley() -> Dataset:
    """Employment in the United States from 1947 to 1962 and six columns that nearly depend on each other.

    Longley (1967), Journal of the American Statistical Association 62, 819-841; distributed by NIST's Statistical
    Reference Datasets (linear least squares) and in the public domain.
    """
    table = read_csv(_beside("longley.csv"), target="TOTEMP")
    years = table.x[:, table.features.index("YEAR")]
    return replace(table, name="longley", examples=tuple(f"{year:.0f}" for year in years), task_reason="given")


def certified() -> dict[str, float]:
    """NIST's certified coefficients of the Longley regression: "intercept", then each feature's."""
    path = str(_beside("longley-certified.csv"))
    (_, column), rows = read_rows(path)
    return {name: number(text, path, line, column) for line, (name, text) in rows}


def _beside(name: str) -> Path:
    return Path(__file__).with_name(name)


def _loaders(name: str) -> ModuleType:
    try:
        from sklearn import datasets
    except ImportError:
        raise BadInput(f'{name}: needs scikit-learn; install it with: pip install "backproof[sklearn]"') from None
    module: ModuleType = datasets
    return module
