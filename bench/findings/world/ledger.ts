/** What a failed message carries; index 0 = delivered. */
export const FAILURES = [
  { status: 'delivered', code: '', isPermanent: false },
  { status: 'undelivered', code: '30003', isPermanent: false },
  { status: 'undelivered', code: '30005', isPermanent: true },
  { status: 'undelivered', code: '30006', isPermanent: true },
  { status: 'undelivered', code: '30008', isPermanent: false },
] as const;

/** The messages of a world, one a row, in the order of their campaigns. Moments are seconds since 1970, 0 = never. */
export type Ledger = {
  readonly length: () => number;
  readonly add: (row: NewRow) => number;
  readonly contact: Uint32Array;
  readonly campaign: Uint16Array;
  readonly segment: Uint8Array;
  readonly sentS: Uint32Array;
  readonly hour: Uint8Array;
  readonly failure: Uint8Array;
  readonly clickS: Uint32Array;
  readonly optOutS: Uint32Array;
  readonly returnS: Uint32Array;
  readonly isBot: Uint8Array;
};

/** One row of it. */
export type Message = {
  readonly row: number;
  readonly contact: number;
  readonly campaign: number;
  readonly segment: number;
  readonly sentS: number;
  readonly day: number;
  /** of the day, at the contact's */
  readonly hour: number;
  /** index into FAILURES */
  readonly failure: number;
  readonly clickS: number;
  readonly optOutS: number;
  readonly returnS: number;
  readonly isBot: number;
};

export function messageAt(ledger: Ledger, row: number): Message {
  const sentS = numberAt(ledger.sentS, row);
  return {
    row,
    contact: numberAt(ledger.contact, row),
    campaign: numberAt(ledger.campaign, row),
    segment: numberAt(ledger.segment, row),
    sentS,
    day: Math.floor(sentS / 86_400),
    hour: numberAt(ledger.hour, row),
    failure: numberAt(ledger.failure, row),
    clickS: numberAt(ledger.clickS, row),
    optOutS: numberAt(ledger.optOutS, row),
    returnS: numberAt(ledger.returnS, row),
    isBot: numberAt(ledger.isBot, row),
  };
}

/** 0 beyond the end. */
export function numberAt(values: ArrayLike<number>, index: number): number {
  return values[index] ?? 0;
}

type NewRow = {
  readonly contact: number;
  readonly campaign: number;
  readonly segment: number;
  readonly sentS: number;
  readonly hour: number;
  readonly failure: number;
};

export function createLedger(most: number): Ledger {
  let rows = 0;
  const ledger: Ledger = {
    length: () => rows,
    add,
    contact: new Uint32Array(most),
    campaign: new Uint16Array(most),
    segment: new Uint8Array(most),
    sentS: new Uint32Array(most),
    hour: new Uint8Array(most),
    failure: new Uint8Array(most),
    clickS: new Uint32Array(most),
    optOutS: new Uint32Array(most),
    returnS: new Uint32Array(most),
    isBot: new Uint8Array(most),
  };
  function add({ contact, campaign, segment, sentS, hour, failure }: NewRow): number {
    const row = rows;
    ledger.contact[row] = contact;
    ledger.campaign[row] = campaign;
    ledger.segment[row] = segment;
    ledger.sentS[row] = sentS;
    ledger.hour[row] = hour;
    ledger.failure[row] = failure;
    rows += 1;
    return row;
  }
  return ledger;
}
