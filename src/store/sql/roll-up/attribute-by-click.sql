-- Last human click before the conversion, if the conversion falls inside the window of its campaign counted from
-- that click. Grain: conversion. Index: click_facts_by_person.
INSERT INTO tick_attribution (conversion_id, message_id, attributed_by, lag_s)
SELECT x.conversion_id, x.message_id, 1, x.lag_s
FROM (
  SELECT k.conversion_id,
    c.message_id,
    k.converted_s - c.clicked_ms DIV 1000 AS lag_s,
    ROW_NUMBER() OVER (PARTITION BY k.conversion_id ORDER BY c.clicked_ms DESC, c.click_id DESC) AS place
  FROM tick_conversions t
  STRAIGHT_JOIN conversion_facts k ON k.conversion_id = t.conversion_id
  STRAIGHT_JOIN click_facts c ON c.person_id = k.person_id
  STRAIGHT_JOIN message_facts f ON f.message_id = c.message_id
  WHERE c.verdict = 1
    AND c.clicked_ms DIV 1000 <= k.converted_s
    AND k.converted_s < c.clicked_ms DIV 1000 + f.window_s
) x
WHERE x.place = 1
