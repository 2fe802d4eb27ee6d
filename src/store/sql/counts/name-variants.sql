-- Names of the variants that messages of the campaigns say, whose ever they are. Grain: variant.
-- Index: cube_variants.PRIMARY, variants.PRIMARY.
SELECT v.id AS k1, 0 AS k2, 0 AS k3, v.variant_id AS label, v.label AS value
FROM variants v
WHERE v.id IN (SELECT c.variant_id FROM cube_variants c WHERE {{where}})
