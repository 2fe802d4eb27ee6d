-- Settled messages of a range by everything the cells and the local hours need: delivered, and failed where the number
-- is not known to be bad (permanent failures, opt-outs). By message, because a range holds few campaigns then.
-- Grain: campaign, segment, week before the moment, panel, zone, local hour of the day.
-- Index: message_facts.PRIMARY, contacts.PRIMARY, click_facts_by_message.
SELECT f.campaign_id, f.segment_id,
  (:asOfDay - 1 - f.sent_s DIV 86400) DIV 7 AS weeks_ago,
  {{is-panel}} AS is_panel,
  COALESCE(c.timezone, '') AS zone,
  f.send_hour % 24 AS hour,
  SUM(f.status = 50) AS delivered,
  SUM(f.status <> 50) AS failed,
  SUM(f.status = 50 AND {{clicked}}) AS clicked,
  SUM(f.status = 50 AND {{opted-out}}) AS opted_out,
  SUM(IF(f.status = 50, f.dose30, 0)) AS dose_sum
FROM message_facts f
STRAIGHT_JOIN contacts c ON c.id = f.person_id
WHERE f.message_id > :after
  AND f.message_id <= :upTo
  AND f.promotional = 1
  AND f.sent_s >= :firstS
  AND f.sent_s <= :matureS
  AND (f.status = 50 OR (f.status BETWEEN 41 AND 44 AND f.failure_class NOT IN (1, 2, 3, 5)))
  {{received-outcome}}
GROUP BY f.campaign_id, f.segment_id, weeks_ago, is_panel, zone, hour
