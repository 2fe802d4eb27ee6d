-- Whom somebody asked for a sign of life since the last search: what arrives from now on counts. Grain: person.
-- Index: recommendations_by_state.
INSERT INTO cleaning_queue (person_id, stage)
SELECT DISTINCT r.person_id, 1
FROM recommendations r
WHERE r.state = 'applied' AND r.action = 'reengage' AND r.state_at >= FROM_UNIXTIME(:since)
ON DUPLICATE KEY UPDATE stage = 1
