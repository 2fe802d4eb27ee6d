import type { Sending } from '../../../core/cleaning/saving.ts';
import { readRow } from '../../read-row.ts';
import { type ProposeSession, selectByIds } from './session.ts';

/** What a reviewer is shown besides the counts. */
export type Shown = {
  readonly messages: ReadonlyMap<number, ShownMessage>;
  /** by contacts.id */
  readonly sendings: ReadonlyMap<number, readonly Sending[]>;
  readonly revenue: ReadonlyMap<number, readonly Revenue[]>;
  /** human clicks by person */
  readonly clicks: ReadonlyMap<number, number>;
};

export type ShownMessage = {
  readonly messageId: string;
  readonly campaignId: string;
  readonly campaign: string;
  /** null = no receipt says so */
  readonly occurredMs: number | null;
};

/** `currency` empty = no value known */
export type Revenue = { readonly currency: string; readonly orders: number; readonly micro: number };

export async function loadShown(
  session: ProposeSession,
  ids: {
    readonly messages: readonly number[];
    readonly contacts: readonly number[];
    readonly persons: readonly number[];
  },
): Promise<Shown> {
  const messages = await selectByIds(session, 'judge-shown', ids.messages);
  const money = await selectByIds(session, 'judge-money', ids.contacts);
  const revenue = await selectByIds(session, 'judge-revenue', ids.contacts);
  const clicks = await selectByIds(session, 'judge-clicks', ids.persons);
  return {
    messages: new Map(
      messages.map((row) => {
        const read = readRow(row);
        const occurredMs = read.timeOrNull('occurred_at')?.epochMilliseconds ?? null;
        const messageId = read.text('message_id');
        return [
          read.number('id'),
          { messageId, campaignId: read.text('campaign_id'), campaign: read.text('name'), occurredMs },
        ];
      }),
    ),
    sendings: grouped(
      money.map((row) => [
        Number(row['contact_id']),
        {
          provider: String(row['provider']),
          currency: String(row['currency']),
          submittedMicro: Number(row['submitted']),
          acceptedMicro: Number(row['accepted']),
          deliveredMicro: Number(row['delivered']),
        },
      ]),
    ),
    revenue: grouped(
      revenue.map((row) => [
        Number(row['contact_id']),
        { currency: String(row['currency']), orders: Number(row['orders']), micro: Number(row['revenue']) },
      ]),
    ),
    clicks: new Map(clicks.map((row) => [Number(row['person_id']), Number(row['clicks'])])),
  };
}

function grouped<T>(pairs: readonly (readonly [number, T])[]): ReadonlyMap<number, readonly T[]> {
  return new Map(
    [...Map.groupBy(pairs, ([key]) => key)].map(([key, own]) => [key, own.map(([, value]) => value)]),
  );
}
