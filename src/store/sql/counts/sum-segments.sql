-- Counts of everything there is, by segment. Grain: segment, currency; the reader adds up. Index: cube_segments.PRIMARY.
SELECT {{by}}, c.currency,
  {{measures}}
FROM cube_segments c
WHERE 1 = 1{{segments}}
