-- The same of one campaign. Grain: variant and currency: more of the same are few, and cost less than telling them apart.
SELECT {{names}}
FROM cube_variants c
JOIN variants v ON v.id = c.variant_id
WHERE {{where}}
