-- Recommendations whose rest is over: snoozed, cooled down, run out; and pauses, which end by themselves.
-- Of who is
-- only silent not every delivery was read. Grain: person. Index: recommendations_by_state, number_activity.PRIMARY.
INSERT INTO cleaning_queue (person_id, stage)
SELECT DISTINCT r.person_id, IF(a.is_watched IN (1, 2), 2, 1)
FROM recommendations r
LEFT JOIN number_activity a ON a.person_id = r.person_id
WHERE (r.state = 'snoozed' AND r.snoozed_until <= FROM_UNIXTIME(:asOf))
  OR (r.state IN ('rejected', 'undone') AND r.cool_down_until > FROM_UNIXTIME(:since)
    AND r.cool_down_until <= FROM_UNIXTIME(:asOf))
  OR (r.state IN ('proposed', 'approved', 'apply_failed') AND r.expires_at <= FROM_UNIXTIME(:asOf))
  OR (r.state = 'expired' AND r.state_at >= FROM_UNIXTIME(:since))
  OR (r.state IN ('proposed', 'approved', 'snoozed', 'apply_failed') AND r.reason = 'barred')
{{or-whole}}
