"""What visitors do, said as they would say it. Waits for a state, never for a time."""

import base64
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

# Where the quick exit leads in these journeys.
NEUTRAL = "/lt/about"
_PATIENCE_S = 15


class Visitor:
    """Somebody with a browser."""

    def __init__(self, driver: webdriver.Chrome, base_url: str, shots: str | None) -> None:
        self._driver = driver
        self._base_url = base_url
        self._shots = Path(shots) if shots else None

    def starts_afresh(self) -> None:
        """Open an empty page on a small phone, with script and a light screen."""
        self._driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        self._driver.get("about:blank")
        self.has_a_screen(320)
        self.complaints()

    def has_a_screen(self, width_px: int, *, is_dark: bool = False) -> None:
        """Look through a screen of this width."""
        metrics = {"width": width_px, "height": 720, "deviceScaleFactor": 1, "mobile": False}
        self._driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        self._driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})

    def turns_script_off(self) -> None:
        """Go on without JavaScript."""
        self._driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})

    def opens(self, path: str) -> None:
        """Type an address of the portal."""
        self._driver.get(self._base_url + path)

    def asks(self, question: str) -> None:
        """Write a question and press the button."""
        before = self._driver.find_element(By.TAG_NAME, "html")
        self._driver.find_element(By.ID, "question").send_keys(question)
        self._driver.find_element(By.CSS_SELECTOR, "form.question button").click()
        self._waits_for_another_page(before)

    def follows(self, selector: str) -> None:
        """Follow the first link that the selector finds."""
        before = self._driver.find_element(By.TAG_NAME, "html")
        self._driver.find_element(By.CSS_SELECTOR, selector).click()
        self._waits_for_another_page(before)

    def presses(self, *keys: str) -> None:
        """Press keys, one after the other, wherever the focus is."""
        for key in keys:
            self._driver.switch_to.active_element.send_keys(key)

    def submits_with_enter(self) -> None:
        """Press Enter on what has the focus, and wait for the page that comes."""
        before = self._driver.find_element(By.TAG_NAME, "html")
        self.presses(Keys.ENTER)
        self._waits_for_another_page(before)

    def goes_back(self) -> None:
        """Press the browser's Back."""
        self._driver.back()

    def waits_until_at(self, part: str) -> None:
        """Wait until the address contains this."""
        WebDriverWait(self._driver, _PATIENCE_S).until(lambda d: part in d.current_url)

    def _waits_for_another_page(self, before: WebElement) -> None:
        def is_new(driver: webdriver.Chrome) -> bool:
            now = driver.find_elements(By.TAG_NAME, "html")
            return bool(now) and now[0].id != before.id

        WebDriverWait(self._driver, _PATIENCE_S).until(is_new)

    @property
    def address(self) -> str:
        """What the address bar shows, without the host."""
        return self._driver.current_url.removeprefix(self._base_url)

    @property
    def title(self) -> str:
        """What the tab shows."""
        return self._driver.title

    @property
    def focused(self) -> WebElement:
        """What the next key goes to."""
        return self._driver.switch_to.active_element

    def sees(self, selector: str) -> list[WebElement]:
        """Return what is visible of the elements that the selector finds."""
        found = self._driver.find_elements(By.CSS_SELECTOR, selector)
        return [element for element in found if element.is_displayed()]

    def reads(self, selector: str = "main") -> str:
        """Return the visible text of an element."""
        return self._driver.find_element(By.CSS_SELECTOR, selector).text

    def scrolls_sideways_px(self) -> int:
        """Return how much of the page lies beside the screen, in px."""
        return int(
            self.measures(
                "const page = document.documentElement; return page.scrollWidth - page.clientWidth"
            )
        )

    def measures(self, script: str) -> Any:  # noqa: ANN401 - whatever the page gives
        """Return what a script in the page finds out."""
        return self._driver.execute_script(script)

    def stored_on_device(self) -> dict[str, int]:
        """Return how much the portal has left in the browser."""
        return {
            "cookies": len(self._driver.get_cookies()),
            "local": int(self.measures("return localStorage.length")),
            "session": int(self.measures("return sessionStorage.length")),
        }

    def requested_hosts(self) -> set[str]:
        """Return the hosts that the page has fetched anything from."""
        names = self.measures(
            "return performance.getEntriesByType('resource').map(e => new URL(e.name).host)"
        )
        return {str(name) for name in names}

    def takes_a_picture(self, name: str) -> None:
        """Save the whole page as an image, if somebody wants to look at it."""
        if self._shots is None:
            return
        self._shots.mkdir(parents=True, exist_ok=True)
        image = self._driver.execute_cdp_cmd(
            "Page.captureScreenshot", {"captureBeyondViewport": True, "format": "png"}
        )

        (self._shots / f"{name}.png").write_bytes(base64.b64decode(image["data"]))

    def complaints(self) -> list[str]:
        """Return what the browser has complained of since it was last asked."""
        log: list[dict[str, Any]] = self._driver.get_log("browser")  # type: ignore[attr-defined]
        return [entry["message"] for entry in log if entry["level"] in {"SEVERE", "WARNING"}]
