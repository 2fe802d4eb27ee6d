-- Index: click_facts.PRIMARY.
UPDATE tick_judged j
STRAIGHT_JOIN click_facts k ON k.click_id = j.click_id
SET k.person_id = j.person_id,
  k.click_hour = j.click_hour,
  k.rule = j.rule,
  k.verdict = j.verdict,
  k.in_window = j.in_window,
  k.click_rules = :clickRules
