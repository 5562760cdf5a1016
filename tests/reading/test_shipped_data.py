"""The gazetteer's file is made the same way each time; the schools know their commune."""

import gzip
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from paqte.reference.build_schools import insee_code
from reading.places.gazetteer import Commune, gazetteer

DATA = Path(__file__).resolve().parents[2] / "reading" / "data"


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script that makes the data, writing to a folder of its own."""
    spec = importlib.util.spec_from_file_location("build_communes", DATA / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "HERE", tmp_path)
    return module


def package(folder: Path) -> Path:
    """A small package in the form of @etalab/decoupage-administratif."""
    present = {"type": "commune-actuelle", "departement": "93", "region": "11"}
    communes = [
        {
            **present,
            "code": "93066",
            "nom": "Saint-Denis",
            "codesPostaux": ["93210", "93200"],
            "population": 149077,
        },
        {**present, "code": "93001", "nom": "Aubervilliers", "codesPostaux": ["93300"]},
        {
            "code": "93059",
            "nom": "Pierrefitte-sur-Seine",
            "type": "commune-deleguee",
            "chefLieu": "93066",
        },
    ]
    rows = {
        "communes": communes,
        "departements": [{"code": "93", "nom": "Seine-Saint-Denis", "region": "11"}],
        "regions": [{"code": "11", "nom": "Île-de-France"}],
    }
    (folder / "data").mkdir(parents=True)
    for name, content in rows.items():
        (folder / "data" / f"{name}.json").write_text(json.dumps(content), "utf-8")
    return folder


def test_the_same_package_gives_the_same_bytes(build: ModuleType, tmp_path: Path) -> None:
    source = package(tmp_path / "package")
    build.main(source)
    first = (tmp_path / "communes.csv.gz").read_bytes()
    build.main(source)
    assert (tmp_path / "communes.csv.gz").read_bytes() == first
    lines = gzip.decompress(first).decode().splitlines()
    assert lines == [
        "insee,name,department,region,postcodes,population,former",
        "93001,Aubervilliers,93,11,93300,0,",
        "93066,Saint-Denis,93,11,93200|93210,149077,93059:Pierrefitte-sur-Seine",
    ]
    assert "93,Seine-Saint-Denis,11,Île-de-France" in (tmp_path / "departments.csv").read_text()


def test_the_shipped_gazetteer_is_whole() -> None:
    towns = list(gazetteer())
    assert len(towns) == 34_969
    assert gazetteer().by_code("95127") == Commune(
        "95127", "Cergy", "95", "11", ("95000", "95800"), 70_906
    )


@pytest.mark.parametrize(
    ("postcode", "commune", "insee"),
    [
        ("93200", "Saint-Denis", "93066"),
        ("97400", "Saint-Denis", "97411"),
        ("75018", "Paris 18e Arrondissement", "75056"),
        ("95012", "Cergy Cedex", "95127"),
        ("95220", "Herblay", "95306"),
        ("93400", "Nowhere", ""),
    ],
)
def test_a_school_is_placed_only_without_a_doubt(postcode: str, commune: str, insee: str) -> None:
    assert insee_code(postcode, commune) == insee
