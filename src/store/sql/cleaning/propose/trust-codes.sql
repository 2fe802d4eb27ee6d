-- How often a code condemned numbers, and how many of them were reached afterwards. Grain: code, whether the number was
-- reached before. The table holds only numbers that a code condemned and is read whole.
SELECT h.code_id, h.was_reached, SUM(h.condemned) AS condemned, SUM(h.reached_later) AS reached_later
FROM code_histories h
GROUP BY h.code_id, h.was_reached
