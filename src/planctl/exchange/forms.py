"""The forms in which a plan, or a part of it, is handed over to others: which module writes each, and what it needs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import MissingPackageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.exchange.extract import Extract
    from planctl.words.i18n import Translator


class Form(NamedTuple):
    """What has to be known of a form: the module that writes it, and the function in it.

    ``package`` is what a plain installation lacks for it, and ``module`` the name under which that is imported.
    """

    writer: str
    function: str = "render"
    package: str = ""
    module: str = ""


#: The forms by the endings of their files.
FORMS: dict[str, Form] = {
    ".xlsx": Form("to_xlsx", package="xlsxwriter", module="xlsxwriter"),
    ".csv": Form("to_csv"),
    ".json": Form("to_json"),
    ".ics": Form("to_ics", package="icalendar", module="icalendar"),
}
#: A calendar with events instead of things to do.
EVENTS = FORMS[".ics"]._replace(function="render_events")


def write(form: Form, extract: Extract, t: Translator) -> bytes:
    """Return ``extract`` in ``form``, in the language of ``t``. The same plan gives the same bytes.

    Raises:
        MissingPackageError: The form needs what is not installed.
        TooLongForCellError: A text is longer than a cell of a workbook takes.
    """
    try:
        module = import_module(f"planctl.exchange.{form.writer}")
    except ModuleNotFoundError as error:
        if not form.module or (error.name or "").partition(".")[0] != form.module:
            raise
        raise MissingPackageError(format=form.writer.removeprefix("to_"), package=form.package) from error
    render: Callable[[Extract, Translator], bytes] = getattr(module, form.function)
    return render(extract, t)
