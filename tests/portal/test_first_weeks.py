"""The checklist of the first weeks: it says nothing that the articles do not explain."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from knowledge.languages import languages
from knowledge.loading import Knowledge
from portal import create_app
from portal.pages.first_weeks import COLLECTION, SITUATIONS, TASKS
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import small_services
from tests.portal.conftest import Visit
from tests.portal.inspecting import Seen, inspect

URL = "/ny-i-norge/my-first-weeks"
LISTED = [task for tasks in TASKS.values() for task in tasks]


def opened(client: FlaskClient, lang: str) -> Seen:
    url = f"/{lang}{URL}"
    return inspect(client.get(url), url)


def test_every_task_is_explained_in_a_section_that_exists(all_knowledge: Knowledge) -> None:
    for task in LISTED:
        article = all_knowledge.article(COLLECTION, task.slug, "nb")
        assert article, task.slug
        assert task.anchor in {section.anchor for section in article.sections}, task


def test_time_limits_are_figures_that_the_article_itself_names(all_knowledge: Knowledge) -> None:
    named = [task for task in LISTED if task.deadline]
    assert len(named) >= 2
    for task in named:
        article = all_knowledge.article(COLLECTION, task.slug, "nb")
        assert article
        assert any(f"{{figure:{task.deadline}}}" in s.markdown for s in article.sections), task


def test_tasks_have_names_of_their_own_and_situations_that_exist() -> None:
    assert len({task.id for task in LISTED}) == len(LISTED) >= 20
    named = {situation for task in LISTED for situation in task.situations}
    assert named == set(SITUATIONS)


@pytest.mark.parametrize("lang", languages())
def test_without_script_every_task_has_a_box_and_a_link(real: FlaskClient, lang: str) -> None:
    seen = opened(real, lang)
    tasks = seen.all("//li[@data-task]")
    assert len(tasks) == len(LISTED)
    for task in tasks:
        assert task.xpath(".//label/input[@type='checkbox']")
        assert task.xpath("string(.//a/@href)").startswith(f"/{lang}/ny-i-norge/")
    hidden = seen.all("//main//*[contains(@class, 'needs-script')]")
    assert {"situations", "progress", "keeping"} <= {
        name for element in hidden for name in element.get("class", "").split()
    }


def test_time_limit_is_written_for_its_reader(real: FlaskClient) -> None:
    task = opened(real, "en").one("//li[@data-task='police']")
    assert "1\u00a0week" in task.text_content()


def test_numbers_of_the_progress_reach_as_far_as_there_are_tasks(real: FlaskClient) -> None:
    line = opened(real, "ar").one("//p[@data-progress]")
    assert len(line.get("data-numbers", "").split()) == len(LISTED) + 1
    said = line.get("data-progress", "")
    assert "{done}" in said and "{all}" in said


def test_task_without_an_article_is_left_out(page: Visit) -> None:
    tasks = page(f"/en{URL}").all("//li[@data-task]")
    assert [task.get("data-task") for task in tasks] == ["tax", "doctor"]


def test_list_without_tasks_is_no_page(tmp_path: Path) -> None:
    services = small_services(Shelf((tmp_path / "ours", tmp_path / "added")))
    client = create_app(Settings(), services).test_client()
    assert client.get(f"/en{URL}").status_code == 404
