/** What holds for a campaign unless something else is said. */
export const ORDINARY = {
  kind: 'promotional',
  timezone: 'Europe/Oslo',
  linkCount: 1,
  isTest: false,
  clickRate: 0.066,
  optOutRate: 0.0052,
  conversionRate: 0.09,
  conversionKind: 'purchase',
  currency: 'EUR',
  costEach: null,
  trouble: null,
} as const;
