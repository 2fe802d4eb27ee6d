-- Clicks of an id range whose fact is missing, says something else, or has lost its row. Grain: click.
-- Index: clicks.PRIMARY, click_facts.PRIMARY.
SELECT x.id, 0 AS kind, 0 AS contact_id, 0 AS person_id, x.message_id, x.reason
FROM (
  SELECT c.id, c.message_id,
    CASE
      WHEN k.click_id IS NULL THEN 'missing'
      WHEN k.message_id <> c.message_id
        OR k.link_id <> c.link_id
        OR k.clicked_ms <> TIMESTAMPDIFF(MICROSECOND, '1970-01-01', c.clicked_at) DIV 1000
        OR k.agent_says <> IF(c.agent_class = 2 AND c.agent_verdict <> 4, 3, c.agent_verdict)
        OR NOT (k.agent_hash <=> c.agent_hash AND k.ip_hash <=> c.ip_hash) THEN 'changed'
    END AS reason
  FROM clicks c
  JOIN messages m ON m.id = c.message_id
  LEFT JOIN click_facts k ON k.click_id = c.id
  WHERE c.id BETWEEN :from AND :to
    AND NOT EXISTS (SELECT 1 FROM rollup_gaps g WHERE g.source = 'clicks' AND c.id BETWEEN g.from_id AND g.to_id)
    AND NOT EXISTS (SELECT 1 FROM rollup_touched t WHERE t.message_id = c.message_id)
) x
WHERE x.reason IS NOT NULL
UNION ALL
SELECT k.click_id, 0, 0, 0, k.message_id, 'gone'
FROM click_facts k
LEFT JOIN clicks c ON c.id = k.click_id
WHERE k.click_id BETWEEN :from AND :to
  AND c.id IS NULL
  AND NOT EXISTS (SELECT 1 FROM rollup_touched t WHERE t.message_id = k.message_id)
