-- Durations of a cube of histograms: 1 delivery, 2 first human click. Grain: keys, measure (k3), bucket.
-- Index: the cube's PRIMARY.
SELECT {{keys}}, c.bucket AS label, {{n}} AS value
FROM {{table}} c
WHERE {{where}}
  AND c.measure IN (1, 2){{group}}
