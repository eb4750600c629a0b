-- What the lead desk asks: the day of each answer, what it rests on, complex cycles, and how a lead was lost.

ALTER TABLE lead ADD COLUMN "bant_budget_date" INTEGER;
ALTER TABLE lead ADD COLUMN "bant_authority_date" INTEGER;
ALTER TABLE lead ADD COLUMN "bant_need_date" INTEGER;
ALTER TABLE lead ADD COLUMN "bant_timeline_date" INTEGER;
ALTER TABLE lead ADD COLUMN "engagement_date" INTEGER;
ALTER TABLE lead ADD COLUMN "profile_date" INTEGER;
ALTER TABLE lead ADD COLUMN "closed_date" INTEGER;
ALTER TABLE lead ADD COLUMN "bant_budget_evidence" INTEGER;
ALTER TABLE lead ADD COLUMN "bant_authority_evidence" INTEGER;
ALTER TABLE lead ADD COLUMN "bant_need_evidence" INTEGER;
ALTER TABLE lead ADD COLUMN "bant_timeline_evidence" INTEGER;
ALTER TABLE lead ADD COLUMN "meddic_metrics_evidence" INTEGER;
ALTER TABLE lead ADD COLUMN "meddic_economic_buyer_evidence" INTEGER;
ALTER TABLE lead ADD COLUMN "meddic_decision_criteria_evidence" INTEGER;
ALTER TABLE lead ADD COLUMN "meddic_decision_process_evidence" INTEGER;
ALTER TABLE lead ADD COLUMN "meddic_identify_pain_evidence" INTEGER;
ALTER TABLE lead ADD COLUMN "meddic_champion_evidence" INTEGER;
ALTER TABLE lead ADD COLUMN "meddic" INTEGER;
ALTER TABLE lead ADD COLUMN "loss_reason" INTEGER;
