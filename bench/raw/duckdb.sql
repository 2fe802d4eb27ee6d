-- The whole question in one statement, in DuckDB's words: quantiles, where asked, are exact. Grain: grouping set.
WITH clicked AS (
  SELECT message_id,
    COUNT(*) AS hits,
    COUNT(*) FILTER (verdict = 1) AS human,
    COUNT(*) FILTER (verdict = 2) AS suspected,
    COUNT(*) FILTER (verdict IN (3, 4)) AS bot,
    MIN(clicked_s) FILTER (verdict = 1) AS first_human_s
  FROM clicks
  {{only-messages}}
  GROUP BY message_id
),
bought AS (
  SELECT message_id,
    SUM(is_primary) AS conversions,
    SUM(value_micro) FILTER (is_primary = 1 AND currency = 'EUR') AS revenue_eur,
    SUM(value_micro) FILTER (is_primary = 1 AND currency = 'NOK') AS revenue_nok
  FROM conversions
  {{only-messages}}
  GROUP BY message_id
),
gone AS (
  SELECT DISTINCT message_id FROM opt_outs
  {{only-messages}}
),
base AS (
  SELECT m.*,
    m.status < 30 AND m.sent_s <= {{silent}} AS is_silent,
    m.delivered_s - m.sent_s AS latency,
    c.first_human_s - m.delivered_s AS age,
    c.hits, c.human, c.suspected, c.bot,
    b.conversions, b.revenue_eur, b.revenue_nok,
    g.message_id IS NOT NULL AS opted_out
  FROM messages m
  LEFT JOIN clicked c ON c.message_id = m.id
  LEFT JOIN bought b ON b.message_id = m.id
  LEFT JOIN gone g ON g.message_id = m.id
  WHERE {{where}}
)
SELECT {{keys}},
  COUNT(*) AS attempted,
  COUNT(*) FILTER (status < 30 AND NOT is_silent) AS in_process,
  COUNT(*) FILTER (status = 50) AS delivered,
  COUNT(*) FILTER (status = 41) AS undelivered,
  COUNT(*) FILTER (status = 42) AS expired,
  COUNT(*) FILTER (status = 43) AS rejected,
  COUNT(*) FILTER (status = 44) AS failed,
  COUNT(*) FILTER (status = 45) AS canceled,
  COUNT(*) FILTER (status = 30 OR is_silent) AS unknown,
  COUNT(*) FILTER (status BETWEEN 41 AND 44 AND failure_class IN (1, 2, 3)) AS failed_permanent,
  COUNT(*) FILTER (status BETWEEN 41 AND 44 AND failure_class NOT IN (1, 2, 3, 4, 5, 12, 13, 14, 18, 19, 20, 22))
    AS failed_temporary,
  COUNT(*) FILTER (status BETWEEN 41 AND 44 AND failure_class IN (4, 5, 12, 13, 14)) AS failed_blocked,
  COUNT(*) FILTER (status BETWEEN 41 AND 44 AND failure_class IN (18, 19, 20, 22)) AS failed_ours,
  SUM(parts) AS parts,
  COUNT(*) FILTER (human > 0) AS clicking,
  COUNT(*) FILTER (hits > 0) AS raw_clicking,
  COUNT(*) FILTER (human > 0 OR conversions IS NOT NULL) AS reading,
  COUNT(*) FILTER (conversions > 0) AS converting,
  COUNT(*) FILTER (opted_out) AS opted_out,
  SUM(hits) AS hits,
  SUM(human) AS human,
  SUM(suspected) AS suspected,
  SUM(bot) AS bot,
  SUM(conversions) AS conversions,
  COUNT(*) FILTER (currency = 'EUR') AS messages_eur,
  COUNT(*) FILTER (currency = 'NOK') AS messages_nok,
  SUM(cost_micro) FILTER (currency = 'EUR') AS cost_eur,
  SUM(cost_micro) FILTER (currency = 'NOK') AS cost_nok,
  SUM(revenue_eur) AS revenue_eur,
  SUM(revenue_nok) AS revenue_nok,
  {{times}}
FROM base
GROUP BY {{groups}}
