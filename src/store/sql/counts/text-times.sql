-- Durations of one campaign in one text, behind how many rows they are: a number that is four times the bucket and 1 for
-- delivery or 2 for the first human click, and how many there are. Index: the cube's PRIMARY.
SELECT CONCAT(COUNT(*), ' ', COALESCE(GROUP_CONCAT(4 * c.bucket + c.measure, ':', c.n, ';' SEPARATOR ''), '')) AS value
FROM {{table}} c
WHERE {{where}}
  AND c.measure IN (1, 2)
