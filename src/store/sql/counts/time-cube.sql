-- Durations of a cube of histograms: 1 delivery, 2 first human click. Grain: the cube's key without bucket; the reader
-- adds up. Index: the cube's PRIMARY, whose order is the grouping's: no work table. One text a histogram: hundreds of
-- short rows cost the client more.
SELECT {{keys}}, '' AS label, GROUP_CONCAT(c.bucket, ':', c.n) AS value
FROM {{table}} c
WHERE {{where}}
  AND c.measure IN (1, 2)
GROUP BY {{cells}}, c.measure
