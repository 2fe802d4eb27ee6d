import type { BillOn } from '../core/bill-on.ts';

/** What a provider says it bills for, and where it says so; `source` '' = nobody's published word, the careful guess. */
export type Billing = { readonly billOn: BillOn; readonly source: string };

/** To add one: read it in the provider's own text. */
const KNOWN: Readonly<Record<string, Billing>> = {
  twilio: {
    billOn: 'accept',
    source:
      'support.twilio.com 223181728: charged when delivery was attempted, so not for "failed" (articles/27502337507483: a fee of USD 0.001 for most of those since 2024-09-30)',
  },
  vonage: {
    billOn: 'submit',
    source:
      'api.support.vonage.com 204014623: charged for any message placed for delivery, even one that carriers reject',
  },
  vonage_messages: {
    billOn: 'submit',
    source:
      'api.support.vonage.com 204014623: charged for any message placed for delivery, even one that carriers reject',
  },
};

/** For estimates. What was recorded as the cost of a message is never changed by this, only by the setting BILL_ON. */
export function billingOf(provider: string): Billing {
  return KNOWN[provider] ?? { billOn: 'submit', source: '' };
}
