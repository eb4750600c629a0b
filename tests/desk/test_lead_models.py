"""Models kept in the company file, and what changing one changes."""

from dataclasses import replace

import pytest

from salesdesk.desk import Desk
from salesdesk.desk.lead_models import LeadModels
from salesdesk.domain.columns import BANT, Kind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filter import Filter
from salesdesk.domain.period import ALL_TIME
from salesdesk.domain.texts import Message
from salesdesk.scoring.model import DEFAULT
from tests.desk.conftest import TODAY

LABEL = Message("lead.unnamed")
PROFILE = replace(
    DEFAULT, name="Profil", weights={**dict.fromkeys(BANT, 5), "engagement": 0, "profile": 80}, hot=60
)  # 80 points for who it is


def lead(desk: Desk, points: int, profile: int) -> int:
    return desk.edit(Kind.LEAD, None, {"company": "X", **dict.fromkeys(BANT, points), "profile": profile}, LABEL)


def test_that_a_model_travels_with_the_company_file(desk: Desk) -> None:
    models = LeadModels(desk)
    models.save(PROFILE)
    assert models.active == DEFAULT
    models.activate("Profil")
    path = desk.path
    desk.close()
    again = Desk.open(path, today=TODAY)
    assert again.scoring_model == PROFILE
    assert LeadModels(again).all() == (DEFAULT, PROFILE)
    again.close()


def test_that_scores_follow_the_model_in_use(desk: Desk) -> None:
    lead(desk, 0, 20)  # undated, so it comes first
    lead(desk, 15, 0)
    models = LeadModels(desk)
    models.save(PROFILE)
    assert desk.leads().scores.total.tolist() == [20, 60]
    preview = models.preview(PROFILE)
    assert preview.moves == {("cold", "hot"): 1, ("warm", "cold"): 1}
    assert preview.positions.tolist() == [0, 1]
    assert desk.leads().scores.total.tolist() == [20, 60], "a preview changes nothing"
    models.activate("Profil")
    assert desk.leads().scores.total.tolist() == [80, 20]
    models.activate("")
    assert desk.leads().scores.total.tolist() == [20, 60]


def test_that_a_raised_threshold_is_the_indicators_too(desk: Desk) -> None:
    lead(desk, 10, 0)
    lead(desk, 15, 0)

    def qualified() -> float | None:
        return desk.result("qualified_leads", Filter(ALL_TIME)).total.value

    assert qualified() == 2
    models = LeadModels(desk)
    models.save(replace(DEFAULT, name="Strict", thresholds={**DEFAULT.thresholds, "bant_need": 15}))
    assert qualified() == 2
    models.activate("Strict")
    assert qualified() == 1
    assert desk.leads().scores.qualified.tolist() == [False, True]


def test_that_saving_again_replaces_and_the_model_in_use_stays(desk: Desk) -> None:
    models = LeadModels(desk)
    models.save(PROFILE)
    models.activate("Profil")
    models.save(replace(PROFILE, hot=65))
    assert [model.hot for model in models.all()] == [70, 65]
    assert models.active.hot == 65
    with pytest.raises(SalesDeskError):
        models.delete("Profil")
    models.activate("")
    models.delete("Profil")
    assert models.all() == (DEFAULT,)


def test_that_unsound_and_unknown_models_are_refused(desk: Desk) -> None:
    models = LeadModels(desk)
    for wrong in (replace(PROFILE, warm=90), replace(DEFAULT, name=""), replace(PROFILE, weights={})):
        with pytest.raises(SalesDeskError):
            models.save(wrong)
    with pytest.raises(SalesDeskError):
        models.activate("Profil")
    with pytest.raises(SalesDeskError):
        models.learn("fr")
    assert desk.setting("scoring") is None


def test_that_a_file_with_a_broken_model_still_opens(desk: Desk) -> None:
    desk.set_setting("scoring", {"active": "B", "models": [{"name": "B", "weights": 3}, PROFILE.to_json()]})
    assert desk.scoring_model == DEFAULT
    assert LeadModels(desk).all() == (DEFAULT, PROFILE)
    desk.set_setting("scoring", "nonsense")
    assert desk.leads().model == DEFAULT


def test_that_a_model_put_to_use_is_one_step_to_undo(desk: Desk) -> None:
    strict = replace(PROFILE, thresholds={**DEFAULT.thresholds, "bant_need": 15})
    LeadModels(desk).use(strict)
    assert (desk.scoring_model, desk.sales.bant_thresholds) == (strict, (10.0, 10.0, 15.0, 10.0))
    taken = desk.take_back()
    assert taken.label.key == "setting.change.scoring"
    assert desk.scoring_model == DEFAULT
    assert desk.sales.bant_thresholds == (10.0,) * 4
