-- Grain: segment. All of them: they are few.
SELECT c.id AS k1, 0 AS k2, 0 AS k3, c.segment_id AS label, c.name AS value
FROM segments c
WHERE {{where}}
