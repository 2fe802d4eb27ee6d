-- Hits that had come in, judged among what had come in: the rules of judge-clicks.sql. Grain: click.
-- Index: click_facts_by_message, click_facts_by_ip, clicks.PRIMARY, messages.PRIMARY.
INSERT INTO experiment_clicks (click_id, message_id, clicked_ms, verdict)
SELECT k.click_id, k.message_id, k.clicked_ms,
  CASE
    WHEN k.agent_says > 1 THEN k.agent_says
    WHEN k.clicked_ms < TIMESTAMPDIFF(MICROSECOND, '1970-01-01', g.sent_at) DIV 1000
      OR k.clicked_ms < IF(m.delivered_ms = 0, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', g.sent_at) DIV 1000,
        m.delivered_ms) + 2000 THEN 2
    WHEN EXISTS (
      SELECT 1
      FROM click_facts b
      STRAIGHT_JOIN clicks bs ON bs.id = b.click_id
      WHERE b.message_id = k.message_id
        AND b.click_id <> k.click_id
        AND b.clicked_ms BETWEEN k.clicked_ms - 2000 AND k.clicked_ms + 2000
        AND NOT (b.ip_hash <=> k.ip_hash AND b.agent_hash <=> k.agent_hash)
        AND bs.received_at <= :asOfTime
    ) THEN 2
    WHEN GREATEST(
      (SELECT COUNT(DISTINCT b.message_id)
        FROM click_facts b
        STRAIGHT_JOIN clicks bs ON bs.id = b.click_id
        WHERE b.ip_hash = k.ip_hash
          AND b.five_minutes BETWEEN k.five_minutes - 1 AND k.five_minutes
          AND b.agent_hash = k.agent_hash
          AND bs.received_at <= :asOfTime),
      (SELECT COUNT(DISTINCT b.message_id)
        FROM click_facts b
        STRAIGHT_JOIN clicks bs ON bs.id = b.click_id
        WHERE b.ip_hash = k.ip_hash
          AND b.five_minutes BETWEEN k.five_minutes AND k.five_minutes + 1
          AND b.agent_hash = k.agent_hash
          AND bs.received_at <= :asOfTime)
    ) >= :recipients THEN 3
    WHEN m.status BETWEEN 41 AND 45 THEN 3
    ELSE 1
  END
FROM experiment_messages m
STRAIGHT_JOIN click_facts k ON k.message_id = m.message_id
STRAIGHT_JOIN clicks s ON s.id = k.click_id
STRAIGHT_JOIN messages g ON g.id = m.message_id
WHERE m.clicks > 0
  AND s.received_at <= :asOfTime
