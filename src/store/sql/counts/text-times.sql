-- Durations of one campaign in one text, behind how many rows they are. A row is one number, for each piece of a text costs
-- the server: 4096 times how many there are, four times the bucket, and 1 for delivery or 2 for the first human click.
-- Buckets end at 928. Index: the cube's PRIMARY.
SELECT CONCAT(COUNT(*), ' ', COALESCE(GROUP_CONCAT(4096 * c.n + 4 * c.bucket + c.measure, ';' SEPARATOR ''), '')) AS value
FROM {{table}} c
WHERE {{where}}
  AND c.measure IN (1, 2)
