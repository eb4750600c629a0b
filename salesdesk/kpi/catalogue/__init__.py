"""The seven KPIs in tab order.  A new one is a file here and a line below."""

from typing import Final

from salesdesk.kpi.catalogue.conversion_rate import CONVERSION_RATE
from salesdesk.kpi.catalogue.gross_margin import GROSS_MARGIN
from salesdesk.kpi.catalogue.loss_rate import LOSS_RATE
from salesdesk.kpi.catalogue.qualified_leads import QUALIFIED_LEADS
from salesdesk.kpi.catalogue.repurchase_rate import REPURCHASE_RATE
from salesdesk.kpi.catalogue.revenue_per_rep import REVENUE_PER_REP
from salesdesk.kpi.catalogue.sales_cycle import SALES_CYCLE
from salesdesk.kpi.definition import Kpi

KPIS: Final[tuple[Kpi, ...]] = (
    CONVERSION_RATE,
    REVENUE_PER_REP,
    SALES_CYCLE,
    REPURCHASE_RATE,
    GROSS_MARGIN,
    QUALIFIED_LEADS,
    LOSS_RATE,
)
