-- Counts of a cube of messages, as it is or grouped. Grain: keys, currency. Index: the cube's PRIMARY.
-- All sums in one column: thirty columns cost the client more than they cost to count.
SELECT {{keys}}, {{currency}} AS label, {{lettered}} AS value
FROM {{table}} c
WHERE {{where}}{{group}}
