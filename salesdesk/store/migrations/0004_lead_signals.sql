-- What engagement and profile are made of, the day of each MEDDIC answer, and the lead that a double one belongs to.

ALTER TABLE lead ADD COLUMN "meddic_metrics_date" INTEGER;
ALTER TABLE lead ADD COLUMN "meddic_economic_buyer_date" INTEGER;
ALTER TABLE lead ADD COLUMN "meddic_decision_criteria_date" INTEGER;
ALTER TABLE lead ADD COLUMN "meddic_decision_process_date" INTEGER;
ALTER TABLE lead ADD COLUMN "meddic_identify_pain_date" INTEGER;
ALTER TABLE lead ADD COLUMN "meddic_champion_date" INTEGER;
ALTER TABLE lead ADD COLUMN "site_visits" REAL;
ALTER TABLE lead ADD COLUMN "email_opens" REAL;
ALTER TABLE lead ADD COLUMN "downloads" REAL;
ALTER TABLE lead ADD COLUMN "asked_quote" INTEGER;
ALTER TABLE lead ADD COLUMN "replied_fast" INTEGER;
ALTER TABLE lead ADD COLUMN "visited_site" INTEGER;
ALTER TABLE lead ADD COLUMN "read_content" INTEGER;
ALTER TABLE lead ADD COLUMN "came_to_fair" INTEGER;
ALTER TABLE lead ADD COLUMN "fits_sector" INTEGER;
ALTER TABLE lead ADD COLUMN "fits_size" INTEGER;
ALTER TABLE lead ADD COLUMN "fits_area" INTEGER;
ALTER TABLE lead ADD COLUMN "was_customer" INTEGER;
ALTER TABLE lead ADD COLUMN "same_as" REAL;
