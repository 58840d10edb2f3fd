"""Settings: read once, wrong ones named all at once, and every one of them documented."""

from dataclasses import fields
from pathlib import Path

import pytest

import portal
from portal.settings import Settings, SettingsInvalid


def test_settings_come_from_the_mapping_alone() -> None:
    settings = Settings.from_env(
        {
            "PATH": "/bin",
            "VEIVISER_DATA_DIR": "/srv/veiviser",
            "VEIVISER_PORT": "8080",
            "VEIVISER_WORKERS": "3",
            "VEIVISER_DEFAULT_LANG": "so",
            "VEIVISER_QUERY_PREFIX": "query: ",
            "VEIVISER_PUBLIC_URL": "https://veiviser.example.org/",
            "VEIVISER_HSTS_PRELOAD": "Yes",
            "VEIVISER_SECURITY_CONTACT": "mailto:security@example.org",
        }
    )
    assert settings == Settings(
        data_dir=Path("/srv/veiviser"),
        port=8080,
        workers=3,
        default_lang="so",
        query_prefix="query: ",
        public_url="https://veiviser.example.org",
        hsts_preload=True,
        security_contact="mailto:security@example.org",
    )
    assert settings.index_dir == Path("/srv/veiviser/index")
    assert settings.register_path == Path("/srv/veiviser/register.sqlite")


def test_without_any_setting_the_defaults_hold() -> None:
    settings = Settings.from_env({})
    assert settings.workers >= 1
    assert (settings.host, settings.port, settings.default_lang) == ("127.0.0.1", 8000, "nb")
    assert settings.embedding_model is None


def test_everything_that_is_wrong_is_named_at_once() -> None:
    with pytest.raises(SettingsInvalid) as caught:
        Settings.from_env(
            {
                "VEIVISER_PORT": "eighty",
                "VEIVISER_WORKERS": "0",
                "VEIVISER_DEFAULT_LANG": "xx",
                "VEIVISER_DATA_DIR": " ",
                "VEIVISER_PUBLIC_URL": "veiviser.example.org",
                "VEIVISER_COLOUR": "blue",
                "VEIVISER_HSTS_PRELOAD": "perhaps",
                "VEIVISER_SECURITY_CONTACT": "mailto:a@example.org\nContact: b",
            }
        )
    told = str(caught.value)
    assert len(told.splitlines()) == 8
    for name in ("WORKERS", "DEFAULT_LANG", "DATA_DIR", "PUBLIC_URL", "COLOUR", "HSTS_PRELOAD"):
        assert f"VEIVISER_{name}" in told
    assert "VEIVISER_PORT='eighty': must be a whole number from 1 to 65535" in told


@pytest.mark.parametrize("port", ["0", "65536", "-1", "٣", "1e3", "9" * 40])
def test_a_port_that_does_not_exist_is_refused(port: str) -> None:
    with pytest.raises(SettingsInvalid):
        Settings.from_env({"VEIVISER_PORT": port})


def test_every_setting_stands_in_the_readme() -> None:
    readme = (Path(portal.__file__).parent / "README.md").read_text("utf-8")
    rows = [line.split("|")[1].strip(" `") for line in readme.splitlines() if "VEIVISER_" in line]
    assert [row for row in rows if row.startswith("VEIVISER_")] == [
        f"VEIVISER_{field.name.upper()}" for field in fields(Settings)
    ]
