-- Names of the variants that messages of the campaigns say, whose ever they are. Grain: variant, or all in one text.
-- Index: cube_variants.PRIMARY, variants.PRIMARY.
SELECT {{names}}
FROM variants v
WHERE v.id IN (SELECT c.variant_id FROM cube_variants c WHERE {{where}})
