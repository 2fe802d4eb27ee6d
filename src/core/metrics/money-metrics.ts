import type { Metric } from './metric.ts';

const BY_SEND_DATE = '72 h after the click; revenue belongs to the day its message was sent';

/** Currencies are never added or converted: one figure per currency, or none with its reason. */
export const MONEY_METRICS = [
  {
    id: 'cost',
    label: 'Cost',
    unit: 'money',
    better: 'neither',
    numerator: 'cost',
    denominator: null,
    window: 'at sending',
    definition:
      'What the provider charges for the billed parts of all messages, failed but charged ones included.',
    whenEmpty: 'no cost recorded',
    feeds: ['messages'],
  },
  {
    id: 'revenue',
    label: 'Revenue',
    unit: 'money',
    better: 'up',
    numerator: 'revenue',
    denominator: null,
    window: BY_SEND_DATE,
    definition:
      "Value of the attributed conversions of the campaign's primary kind; an order counts once, for the last message clicked.",
    whenEmpty: 'no revenue recorded',
    feeds: ['conversions'],
  },
  {
    id: 'cost-per-conversion',
    label: 'Cost per conversion',
    unit: 'money',
    better: 'down',
    numerator: 'cost',
    denominator: 'conversions',
    window: BY_SEND_DATE,
    definition: 'Cost divided by attributed conversions, where cost and revenue share one currency.',
    whenEmpty: 'no conversions',
    feeds: ['conversions'],
  },
  {
    id: 'revenue-per-delivered',
    label: 'Revenue per delivered message',
    unit: 'money',
    better: 'up',
    numerator: 'revenue',
    denominator: 'delivered',
    window: BY_SEND_DATE,
    definition: 'Attributed revenue divided by delivered messages, where revenue is in one currency.',
    whenEmpty: 'no delivered messages',
    feeds: ['receipts', 'conversions'],
  },
  {
    id: 'net-roi',
    label: 'Net return on cost',
    unit: 'ratio',
    better: 'up',
    numerator: 'revenue - cost',
    denominator: 'cost',
    window: BY_SEND_DATE,
    definition:
      'Attributed revenue minus cost, divided by cost: 5.2 means 5.20 came back per 1.00 spent, after the cost.',
    whenEmpty: 'no cost recorded',
    feeds: ['conversions'],
  },
] as const satisfies readonly Metric[];
