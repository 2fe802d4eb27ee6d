-- All rows of a small cube in one text, and how many they are: hundreds of rows cost both sides more than they hold.
-- Index: the cube's PRIMARY.
SELECT 0 AS k1, 0 AS k2, 0 AS k3, COUNT(*) AS label, GROUP_CONCAT({{text}} SEPARATOR '') AS value
FROM {{table}} c
WHERE {{where}}
