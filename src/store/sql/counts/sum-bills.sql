-- Where the provider billed otherwise than the sending platform counted: pieces and money, as told by the provider or,
-- where it told pieces and no price, at the platform's own price for a piece. Grain: currency.
-- Index: message_facts_by_campaign, message_bills.PRIMARY.
SELECT x.currency,
  SUM(x.other_parts) AS messages,
  SUM(x.own_parts) AS own_parts,
  SUM(x.parts) AS parts,
  SUM(x.price_only) AS priced,
  SUM(IF(x.price_only, 0, x.told_micro)) AS told_micro,
  SUM(IF(x.price_only, x.told_micro, 0)) AS price_micro,
  SUM(x.guessed_micro) AS guessed_micro
FROM (
  SELECT COALESCE(LEFT(b.price, 3), b.own_currency, '') AS currency,
    b.parts IS NOT NULL AS other_parts,
    IF(b.parts IS NULL, 0, CAST(b.own_parts AS SIGNED)) AS own_parts,
    IF(b.parts IS NULL, 0, CAST(b.parts AS SIGNED)) AS parts,
    b.parts IS NULL AND b.price IS NOT NULL AS price_only,
    IF(LEFT(b.price, 3) = b.own_currency, CAST(SUBSTRING(b.price, 4) AS SIGNED) - b.own_cost_micro, 0) AS told_micro,
    IF(b.price IS NULL AND b.own_parts > 0,
      CAST(b.own_cost_micro * (CAST(b.parts AS SIGNED) - CAST(b.own_parts AS SIGNED)) / b.own_parts AS SIGNED),
      0) AS guessed_micro
  FROM campaign_spans p
  STRAIGHT_JOIN campaigns a ON a.id = p.campaign_id
  STRAIGHT_JOIN message_facts f ON f.campaign_id = p.campaign_id AND f.sent_s >= :from AND f.sent_s < :to
  STRAIGHT_JOIN message_bills b ON b.message_id = f.message_id
  WHERE p.last_s >= :from AND p.first_s < :to{{where}}
) x
GROUP BY x.currency
ORDER BY x.currency
