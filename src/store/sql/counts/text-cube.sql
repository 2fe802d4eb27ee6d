-- All rows of a small cube in one text, behind how many they are: hundreds of rows cost both sides more than they hold.
-- Index: the cube's PRIMARY.
SELECT CONCAT(COUNT(*), ' ', COALESCE(GROUP_CONCAT({{text}} SEPARATOR ''), '')) AS value
FROM {{table}} c
WHERE {{where}}{{any}}
