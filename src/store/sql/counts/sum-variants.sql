-- Counts of campaigns that lie wholly inside the window. Grain: campaign, variant, currency; the reader adds up.
-- Index: cube_variants.PRIMARY. No GROUP BY: the rows are few, and thirty sums cost the server more than sending them.
SELECT {{by}}, c.currency,
  {{measures}}
FROM cube_variants c
WHERE {{campaigns}}
