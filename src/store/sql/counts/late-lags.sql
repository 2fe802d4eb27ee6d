-- How long outcomes took that are no part of the cubes of days: 3 conversion minus its click (or the sending it names), of
-- whole campaigns, in the window in which a campaign ended; 5 opt-out minus its message, every {{every}}th. `block`: place
-- of the window in {{starts}}, from 1. Grain: measure, block, bucket.
-- Index: campaign_spans all, cube_times.PRIMARY; response_facts_by_time, message_facts.PRIMARY.
SELECT 3 AS measure, INTERVAL(v.last_s, {{starts}}) AS block, c.bucket, CAST(SUM(c.n) AS SIGNED) AS n
FROM campaign_spans v
STRAIGHT_JOIN cube_times c ON c.campaign_id = v.campaign_id AND c.measure = 3
WHERE v.first_s >= {{from}} AND v.last_s < {{to}}
GROUP BY block, c.bucket
UNION ALL
SELECT 5 AS measure, x.block, {{bucket x.seconds}} AS bucket, COUNT(*) AS n
FROM (
  SELECT INTERVAL(f.sent_s, {{starts}}) AS block, r.occurred_s - f.sent_s AS seconds
  FROM response_facts r FORCE INDEX (response_facts_by_time)
  STRAIGHT_JOIN message_facts f ON f.message_id = r.message_id
  WHERE r.kind = 1 AND r.occurred_s >= {{from}} AND r.occurred_s < {{until}}
    AND MOD(r.event_id, {{every}}) = 0
    AND r.counted = 1
    AND f.sent_s >= {{from}} AND f.sent_s < {{to}}
) x
GROUP BY x.block, bucket
