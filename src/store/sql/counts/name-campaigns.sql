-- Grain: campaign, or all in one text. Index: PRIMARY, or all of them.
SELECT {{names}}
FROM campaigns c
WHERE {{where}}
