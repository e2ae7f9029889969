"""One look at a page by axe-core: what WCAG 2.2 A and AA say against it, in lines one can act on."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPTIONS: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,  # it would fetch the style sheets again
}
WHERE = {"include": [["html"]], "exclude": [[".select2-container"]]}  # the search box is Django's own
SCRIPT = Axe().axe_script
LOOK = "([where, options]) => axe.run(where, options).then((result) => result.violations)"


# What larger letters can break; names, roles and colours stay what they were.
OF_SIZE = {**OPTIONS, "runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}}


def violations(page: Page, options: dict[str, Any] = OPTIONS) -> list[str]:
    """The rule, what it says, and the first places where it is broken; empty when all is well."""
    page.wait_for_load_state()
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(SCRIPT)
    found = page.evaluate(LOOK, [WHERE, options])
    return [
        f"{rule['id']}: {rule['help']} ({len(rule['nodes'])}×) "
        + " | ".join(f"{node['target']} {node['html'][:140]}" for node in rule["nodes"][:2])
        for rule in found
    ]
