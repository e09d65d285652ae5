"""Checks before anything is paid: whether the price is known, and what may be spent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.extraction.prices import is_priced, price_list
from workbench.language import _
from workbench.pipeline.planning import Plan
from workbench.store import Store

if TYPE_CHECKING:
    from workbench.extraction import ModelEngine


def require_known_price(
    store: Store, plan: Plan, model: ModelEngine | None, *, agreed: bool, max_cost: float | None
) -> None:
    """Raises `WorkbenchError` where a plan would ask a model whose price is not known, and nobody `agreed` to that.

    Where `max_cost` is to hold, nobody can: what a request could cost is not known.
    """
    if model is None or model.is_offline or is_priced(model.model):
        return
    if all(due.engine == "rules" or model.has_stored(store.document(due.document.id)) for due in plan.due):
        return
    what = _("the price list ({prices}) does not know {model}").format(prices=price_list(), model=model.model)
    if max_cost is not None:
        raise WorkbenchError(
            what,
            where="--max-cost",
            way_out=_("Leave --max-cost out and give --yes, or choose another model (model.name in workbench.toml)"),
        )
    if not agreed:
        raise WorkbenchError(
            what,
            way_out=_("Give --yes to ask it all the same, or choose another model (model.name in workbench.toml)"),
        )
