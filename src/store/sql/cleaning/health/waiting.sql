-- Grain: reason, action, currency.
SELECT reason, action, currency, COUNT(*) AS contacts,
  SUM(saving_min_micro) AS saving_min, SUM(saving_max_micro) AS saving_max,
  SUM(revenue_at_risk_micro) AS risk, MIN(confidence) AS least, MAX(confidence) AS most
FROM recommendations
WHERE state = 'proposed'
GROUP BY reason, action, currency
