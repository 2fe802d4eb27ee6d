-- Grain: campaign. Index: PRIMARY, or all of them.
SELECT c.id AS k1, 0 AS k2, 0 AS k3, c.campaign_id AS label, c.name AS value
FROM campaigns c
WHERE {{where}}
