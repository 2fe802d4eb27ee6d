-- Messages of an id range whose fact is missing, says something else, was counted by older rules, or has lost its
-- message; written apart from the tick, so that it can find the tick wrong. Grain: message.
-- Index: messages.PRIMARY, receipts_by_message, message_facts.PRIMARY, click_facts_by_message.
SELECT y.message_id, y.reason
FROM (
  SELECT x.message_id,
    CASE
      WHEN f.message_id IS NULL THEN 'missing'
      WHEN f.campaign_id <> x.campaign_id OR f.variant_id <> x.variant_id OR f.segment_id <> x.segment_id
        OR f.person_id <> x.person_id OR f.sent_s <> x.sent_s OR f.send_hour <> x.send_hour
        OR f.window_s <> x.window_s OR f.linked <> x.linked OR f.promotional <> x.promotional
        OR f.parts <> x.parts OR f.cost_micro <> x.cost_micro OR f.currency <> x.currency THEN 'changed'
      WHEN f.status <> x.status OR f.failure_class <> x.failure_class OR f.delivered_s <> COALESCE(x.delivered_s, 0)
        OR f.receipt_lag_s <> COALESCE(x.lag_s, -1)
        OR (f.outcome_id = 0) <> (x.has_receipt = 0 AND x.status < 30)
        OR (f.outcome_id <> 0 AND NOT (o.carrier <=> x.carrier AND o.code <=> x.code AND o.status <=> x.status
          AND o.failure_class <=> x.failure_class)) THEN 'receipts'
      WHEN f.clicks <> COALESCE(k.clicks, 0) OR f.hits <> COALESCE(k.hits, 0)
        OR f.human_clicks <> COALESCE(k.human, 0) OR f.suspected_clicks <> COALESCE(k.suspected, 0)
        OR f.bot_clicks <> COALESCE(k.bots, 0) OR f.first_human_s <> COALESCE(k.first_human_s, 0) THEN 'clicks'
      WHEN f.conversions <> COALESCE(v.primaries, 0) OR f.conversions_all <> COALESCE(v.counted, 0)
        OR f.replies <> COALESCE(r.replies, 0) OR f.opt_outs <> COALESCE(r.opt_outs, 0)
        OR (f.contact_flags <> 0 AND p.message_id IS NULL) THEN 'outcomes'
      WHEN f.click_rules <> :clickRules OR f.attribution_rules <> :attributionRules
        OR f.code_table <> :codeTable THEN 'rules'
    END AS reason
  FROM (
    SELECT m.id AS message_id, m.campaign_id, m.variant_id, m.segment_id,
      IF(c.person_id = 0, c.id, c.person_id) AS person_id,
      TIMESTAMPDIFF(SECOND, '1970-01-01', m.sent_at) AS sent_s,
      (TIMESTAMPDIFF(SECOND, '1970-01-01', m.sent_at)
        + IF(TIMESTAMPDIFF(SECOND, '1970-01-01', m.sent_at) >= z.change_s, z.offset_after_s, z.offset_s)
        + 259200) DIV 3600 % 168 AS send_hour,
      a.attribution_hours * 3600 AS window_s,
      a.link_count > 0 AS linked,
      a.kind = 'promotional' AS promotional,
      m.parts, m.cost_micro, COALESCE(m.currency, '') AS currency,
      d.message_id IS NOT NULL AS has_receipt,
      COALESCE(d.carrier, '') AS carrier,
      COALESCE(d.raw_code, '') AS code,
      CASE
        WHEN d.status >= 30 THEN d.status
        WHEN TIMESTAMPDIFF(SECOND, '1970-01-01', m.sent_at) + :noReceiptAfter <= :now THEN 30
        ELSE COALESCE(d.status, 20)
      END AS status,
      CASE
        WHEN d.status = 50 THEN 0
        WHEN d.status = 45 THEN 22
        WHEN d.status > 40 THEN IF(d.failure_class = 0, 23, d.failure_class)
        WHEN d.status = 30 THEN d.failure_class
        WHEN TIMESTAMPDIFF(SECOND, '1970-01-01', m.sent_at) + :noReceiptAfter <= :now THEN 21
        ELSE 0
      END AS failure_class,
      IF(d.status = 50, TIMESTAMPDIFF(SECOND, '1970-01-01', d.occurred_at), NULL) AS delivered_s,
      IF(d.status >= 30, LEAST(GREATEST(TIMESTAMPDIFF(SECOND, d.occurred_at, d.received_at), 0), 2000000000), NULL)
        AS lag_s
    FROM messages m
    JOIN contacts c ON c.id = m.contact_id
    JOIN campaigns a ON a.id = m.campaign_id
    LEFT JOIN zone_days z ON z.timezone = COALESCE(c.timezone, a.timezone, 'UTC')
      AND z.day = TIMESTAMPDIFF(SECOND, '1970-01-01', m.sent_at) DIV 86400
    LEFT JOIN (
      SELECT t.message_id, t.status, t.failure_class, t.raw_code, t.carrier, t.occurred_at, t.received_at,
        ROW_NUMBER() OVER (
          PARTITION BY t.message_id ORDER BY t.status DIV 10 DESC, t.occurred_at, t.event_key
        ) AS place
      FROM receipts t
      WHERE t.message_id BETWEEN :from AND :to
    ) d ON d.message_id = m.id AND d.place = 1
    WHERE m.id BETWEEN :from AND :to
  ) x
  LEFT JOIN message_facts f ON f.message_id = x.message_id
  LEFT JOIN outcomes o ON o.id = f.outcome_id
  LEFT JOIN person_messages p ON p.person_id = f.person_id AND p.sent_s = f.sent_s AND p.message_id = f.message_id
  LEFT JOIN (
    SELECT i.message_id, COUNT(*) AS clicks, SUM(i.in_window) AS hits, SUM(i.in_window AND i.verdict = 1) AS human,
      SUM(i.in_window AND i.verdict = 2) AS suspected, SUM(i.in_window AND i.verdict IN (3, 4)) AS bots,
      MIN(IF(i.in_window AND i.verdict = 1, i.clicked_ms DIV 1000, NULL)) AS first_human_s
    FROM click_facts i
    WHERE i.message_id BETWEEN :from AND :to
    GROUP BY i.message_id
  ) k ON k.message_id = x.message_id
  LEFT JOIN (
    SELECT i.message_id, SUM(i.is_primary) AS primaries, SUM(i.counted) AS counted
    FROM conversion_facts i
    WHERE i.message_id BETWEEN :from AND :to
    GROUP BY i.message_id
  ) v ON v.message_id = x.message_id
  LEFT JOIN (
    SELECT i.message_id, SUM(i.kind = 3) AS replies, SUM(i.kind = 1) AS opt_outs
    FROM response_facts i
    WHERE i.message_id BETWEEN :from AND :to
      AND i.counted = 1
    GROUP BY i.message_id
  ) r ON r.message_id = x.message_id
) y
WHERE y.reason IS NOT NULL
UNION ALL
SELECT f.message_id, 'gone'
FROM message_facts f
LEFT JOIN messages m ON m.id = f.message_id
WHERE f.message_id BETWEEN :from AND :to
  AND m.id IS NULL
