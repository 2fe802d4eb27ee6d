-- The verdict on each click of a clicked message, by the first rule that holds:
-- 1, 2 and 6 agent, method and data centre (judged when imported); 3 before the sending, or less than 2 s after
-- the receipt (the sending where there is none); 4 another hit on the message within 2 s from another address or
-- agent; 5 a burst from one address; 7 the message never arrived. No rule = human. in_window has no lower
-- bound: a hit before the sending is a suspected one, not none. Grain: click.
-- Index: click_facts_by_message, zone_days.PRIMARY.
INSERT INTO tick_judged (click_id, person_id, click_hour, rule, verdict, in_window)
SELECT x.click_id,
  x.person_id,
  x.click_hour,
  x.rule,
  CASE
    WHEN x.rule = 1 THEN x.agent_says
    WHEN x.rule IN (3, 4) THEN 2
    WHEN x.rule IN (5, 7) THEN 3
    ELSE 1
  END,
  x.in_window
FROM (
  SELECT k.click_id,
    k.agent_says,
    n.person_id,
    (k.clicked_ms DIV 1000
      + IF(k.clicked_ms DIV 1000 >= z.change_s, z.offset_after_s, z.offset_s) + 259200
    ) DIV 3600 % 168 AS click_hour,
    CASE
      WHEN k.agent_says > 1 THEN 1
      WHEN k.clicked_ms < n.sent_ms OR k.clicked_ms < COALESCE(n.delivered_ms, n.sent_ms) + 2000 THEN 3
      WHEN EXISTS (
        SELECT 1
        FROM click_facts b
        WHERE b.message_id = k.message_id
          AND b.click_id <> k.click_id
          AND b.clicked_ms BETWEEN k.clicked_ms - 2000 AND k.clicked_ms + 2000
          AND NOT (b.ip_hash <=> k.ip_hash AND b.agent_hash <=> k.agent_hash)
      ) THEN 4
      WHEN s.five_minutes IS NOT NULL THEN 5
      WHEN n.status BETWEEN 41 AND 45 THEN 7
      ELSE 0
    END AS rule,
    k.clicked_ms DIV 1000 < n.sent_s + n.window_s AS in_window
  FROM tick_clicked t
  STRAIGHT_JOIN tick_new n ON n.message_id = t.message_id
  STRAIGHT_JOIN click_facts k ON k.message_id = t.message_id
  LEFT JOIN zone_days z ON z.timezone = n.timezone AND z.day = k.clicked_ms DIV 86400000
  LEFT JOIN tick_bursts s ON s.ip_hash = k.ip_hash
    AND s.agent_hash = k.agent_hash
    AND s.five_minutes = k.five_minutes
) x
