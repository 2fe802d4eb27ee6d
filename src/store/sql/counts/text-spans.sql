-- The same in one text, each with its end, and how many they are: beside the rows of cubes.
SELECT 0 AS k1, 0 AS k2, 0 AS k3, COUNT(*) AS label,
  GROUP_CONCAT(s.campaign_id, ',', s.first_s, ',', s.last_s, ';' SEPARATOR '') AS value
FROM campaign_spans s
WHERE {{where}}
