-- Persons who never clicked or bought, got at least 12 texts in 90 days, and would be that silent
-- with less than 2 in 100 if they were as the others: clicks = level x expected x Gamma(shape, shape).
UPDATE person_findings p
SET p.flag = 4
WHERE p.run_id = :run AND p.person_id > :after AND p.person_id <= :upTo
  AND p.is_reachable = 1
  AND p.last_click_s = 0
  AND p.clicked_recent + p.clicked_earlier = 0
  AND p.dose90 >= 12
  AND p.last_order_s = 0
  AND POW((0e0 + :shape) / (0e0 + :shape + (0e0 + :level) * (p.expected_recent_nano + p.expected_earlier_nano) / 1e9), :shape) < 0.02
