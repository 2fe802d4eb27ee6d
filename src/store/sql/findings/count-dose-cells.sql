-- Recent messages of the panel by dose at sending, with what was to be expected of each contact by its own earlier
-- rate: (shape + clicked) / (shape + level x expected). Rounded to thousand-millionths before they are added up.
-- Grain: segment, band. Index: person_findings.PRIMARY, person_messages.PRIMARY, message_facts.PRIMARY.
SELECT f.segment_id,
  CASE WHEN f.dose30 <= 4 THEN 0 WHEN f.dose30 <= 8 THEN 1 WHEN f.dose30 <= 12 THEN 2 ELSE 3 END AS band,
  COUNT(*) AS delivered,
  SUM({{clicked}}) AS clicked,
  SUM({{opted-out}}) AS opted_out,
  SUM(COALESCE(r.click_nano, 0)) AS plain_nano,
  SUM(CAST(ROUND(COALESCE(r.click_nano, 0) * (0e0 + :shape + p.clicked_earlier)
    / (0e0 + :shape + (0e0 + :level) * p.expected_earlier_nano / 1e9)) AS SIGNED)) AS expected_nano,
  SUM(COALESCE(r.opt_out_nano, 0)) AS opt_out_nano
FROM person_findings p
STRAIGHT_JOIN person_messages m ON m.person_id = p.person_id
STRAIGHT_JOIN message_facts f ON f.message_id = m.message_id
LEFT JOIN finding_rates r ON r.run_id = :run
  AND r.campaign_id = f.campaign_id
  AND r.segment_id = f.segment_id
  AND r.weeks_ago = (:asOfDay - 1 - f.sent_s DIV 86400) DIV 7
WHERE p.run_id = :run
  AND p.person_id > :after
  AND p.person_id <= :upTo
  AND p.is_panel = 1
  AND m.in_dose = 1
  AND m.sent_s >= :recentS
  AND m.sent_s <= :matureS
  {{received-delivery}}
GROUP BY f.segment_id, band
