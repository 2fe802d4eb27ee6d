import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isValidPhoneNumber } from 'libphonenumber-js/max';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HISTORY_KINDS, type HistoryKind } from '../../src/demo/history/world.ts';
import { type HistorySummary, writeHistory } from '../../src/demo/history.ts';
import { type CsvRow, readCsv } from '../support/read-csv.ts';

const endsAt = Temporal.Instant.from('2026-11-23T09:00:00Z');
const made: string[] = [];

async function write(seed: number, scale: number): Promise<{ folder: string; summary: HistorySummary }> {
  const folder = mkdtempSync(join(tmpdir(), 'history-'));
  made.push(folder);
  return { folder, summary: await writeHistory({ seed, endsAt, folder, scale }) };
}

function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const kind of HISTORY_KINDS) hash.update(readFileSync(join(folder, `${kind}.csv`)));
  return hash.digest('hex');
}

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

describe('the same seed, end and scale', () => {
  it('give the same bytes, and another seed gives others', async () => {
    const [one, two, other] = [await write(3, 0.02), await write(3, 0.02), await write(4, 0.02)];
    expect(fingerprint(two.folder)).toBe(fingerprint(one.folder));
    expect(fingerprint(other.folder)).not.toBe(fingerprint(one.folder));
  });
});

describe('a history at full size', { timeout: 60_000 }, () => {
  let folder = '';
  let summary: HistorySummary;
  const rows = new Map<HistoryKind, readonly CsvRow[]>();
  const all = (kind: HistoryKind): readonly CsvRow[] => {
    const known = rows.get(kind) ?? readCsv(join(folder, `${kind}.csv`));
    rows.set(kind, known);
    return known;
  };
  const of = (campaign: string): readonly CsvRow[] =>
    all('messages').filter((row) => row.campaign_id === campaign);
  const share = (list: readonly CsvRow[], test: (row: CsvRow) => boolean): number =>
    list.filter(test).length / list.length;
  const humans = (): ReadonlySet<string | undefined> =>
    new Set(
      all('clicks')
        .filter((row) => row.user_agent_class === 'mobile')
        .map((row) => row.message_id),
    );

  beforeAll(async () => {
    ({ folder, summary } = await write(7, 1));
  }, 60_000);

  it('has about 300,000 messages, 40 campaigns, 8 segments and 25,000 contacts in four countries', () => {
    expect(summary.rows.messages).toBeGreaterThan(280_000);
    expect(summary.rows.messages).toBeLessThan(320_000);
    expect(all('messages').length).toBe(summary.rows.messages);
    expect(all('campaigns').length).toBe(40);
    expect(all('segments').length).toBe(8);
    expect(all('contacts').length).toBe(25_500);
    expect(new Set(all('contacts').map((row) => row.country))).toEqual(new Set(['NO', 'SE', 'DK', 'GB']));
    expect(new Set(all('contacts').map((row) => row.timezone)).size).toBe(8);
  });

  it('holds valid mobile numbers, a few of them twice in another notation', () => {
    const phones = all('contacts').map((row) => row.phone ?? '');
    expect(phones.filter((phone) => !isValidPhoneNumber(phone))).toEqual([]);
    const twice = phones.length - new Set(phones.map((phone) => phone.replaceAll(' ', ''))).size;
    expect(twice).toBeGreaterThan(20);
    expect(twice).toBe(phones.filter((phone) => phone.includes(' ')).length);
  });

  it('never goes past its end and covers 26 weeks', () => {
    const end = endsAt.toString();
    for (const [kind, column] of [
      ['messages', 'sent_at'],
      ['messages', 'status_at'],
      ['clicks', 'clicked_at'],
      ['conversions', 'converted_at'],
      ['opt_outs', 'occurred_at'],
    ] as const) {
      const times = all(kind).map((row) => row[column] ?? '');
      expect(times.reduce((last, time) => (time > last ? time : last), '') <= end).toBe(true);
    }
    const first = all('messages')[0]?.sent_at ?? '';
    expect(endsAt.since(Temporal.Instant.from(first)).total('hours') / 168).toBeGreaterThan(24.5);
  });

  it('has tests with a winner, a tie, too few contacts, a broken split and a holdout arm', () => {
    const clickers = humans();
    const arms = (campaign: string): readonly { n: number; rate: number }[] =>
      ['a', 'b'].map((id) => {
        const sent = of(campaign).filter((row) => row.variant_id === id && row.status === 'delivered');
        return { n: sent.length, rate: share(sent, (row) => clickers.has(row.message_id)) };
      });
    const ratio = (campaign: string): number => {
      const [a, b] = arms(campaign);
      return (b?.rate ?? 0) / (a?.rate ?? 1);
    };
    expect(ratio('promo-25')).toBeGreaterThan(1.2);
    expect(Math.abs(ratio('promo-23') - 1)).toBeLessThan(0.15);
    expect(Math.max(...arms('promo-20').map(({ n }) => n))).toBeLessThan(600);
    const split = share(
      all('assignments').filter((row) => row.campaign_id === 'promo-18'),
      (row) => row.variant_id === 'b',
    );
    expect(split).toBeGreaterThan(0.55);
    const held = all('assignments').filter(
      (row) => row.campaign_id === 'promo-14' && row.variant_id === 'none',
    );
    expect(held.length).toBeGreaterThan(1_000);
    expect(of('promo-14').filter((row) => row.variant_id === 'none')).toEqual([]);
  });

  it('has one segment that tires: more texts, fewer clicks, more opt-outs; and one as often sent that does not', () => {
    const clickers = humans();
    const stopped = new Set(all('opt_outs').map((row) => row.message_id));
    const measure = (segment: string, recent: boolean): { ctr: number; out: number; perWeek: number } => {
      const sent = all('messages').filter(
        (row) =>
          row.segment_id === segment &&
          row.status === 'delivered' &&
          /^(promo|flash)/.test(row.campaign_id ?? '') &&
          (row.sent_at ?? '') >= '2026-10-26' === recent,
      );
      return {
        ctr: share(sent, (row) => clickers.has(row.message_id)),
        out: share(sent, (row) => stopped.has(row.message_id)),
        perWeek: sent.length / (recent ? 4 : 21),
      };
    };
    const [tiredBefore, tiredNow] = [measure('flash', false), measure('flash', true)];
    const [calmBefore, calmNow] = [measure('outlet', false), measure('outlet', true)];
    expect(tiredNow.ctr / tiredBefore.ctr).toBeLessThan(0.8);
    expect(tiredNow.out / tiredBefore.out).toBeGreaterThan(1.5);
    expect(tiredNow.perWeek / tiredBefore.perWeek).toBeGreaterThan(1.25);
    expect(calmNow.ctr / calmBefore.ctr).toBeGreaterThan(0.85);
    expect(calmNow.perWeek / calmBefore.perWeek).toBeGreaterThan(1.25);
  });

  it('has one outage of two to three hours at one operator in one campaign', () => {
    const congested = of('promo-19').filter((row) => row.error_code === '30017');
    expect(congested.length).toBeGreaterThan(100);
    expect(new Set(congested.map((row) => row.carrier))).toEqual(new Set(['Telia NO']));
    expect(all('messages').filter((row) => row.error_code === '30017').length).toBe(congested.length);
    const times = congested.map((row) => Date.parse(row.sent_at ?? ''));
    const hours = (Math.max(...times) - Math.min(...times)) / 3_600_000;
    expect(hours).toBeGreaterThan(2);
    expect(hours).toBeLessThan(3);
  });

  it('has bad numbers that stay bad, and some that recover', () => {
    const codes = Map.groupBy(all('messages'), (row) => row.error_code ?? '');
    for (const code of ['21211', '30005', '30006', '30003', '30007', '30008', '21610'])
      expect(codes.get(code)?.length ?? 0).toBeGreaterThan(50);
    const byContact = Map.groupBy(all('messages'), (row) => row.contact_id ?? '');
    let dead = 0;
    let recovered = 0;
    for (const sent of byContact.values()) {
      const inOrder = sent.toSorted((a, b) => (a.sent_at ?? '').localeCompare(b.sent_at ?? ''));
      const first = inOrder.findIndex((row) => row.error_code === '30005');
      if (first === -1) continue;
      if (inOrder.slice(first).some((row) => row.status === 'delivered')) recovered += 1;
      else if (inOrder.length - first >= 3) dead += 1;
    }
    expect(dead).toBeGreaterThan(50);
    expect(recovered).toBeGreaterThan(20);
  });

  it('has machines that click: data centres, previews in the second of delivery, bursts from one address', () => {
    const clicks = all('clicks');
    expect(clicks.filter((row) => row.user_agent_class === 'datacenter').length).toBeGreaterThan(2_000);
    expect(clicks.filter((row) => row.user_agent?.includes('facebookexternalhit')).length).toBeGreaterThan(
      5_000,
    );
    const storm = clicks.filter((row) => row.ip === '203.0.113.77');
    expect(storm.length).toBeGreaterThan(1_000);
    expect(new Set(storm.map((row) => row.message_id)).size).toBe(storm.length);
  });

  it('has late receipts, missing receipts, opt-ins, shared orders, organic and cited conversions', () => {
    const lag = (row: CsvRow): number =>
      Temporal.Instant.from(row.status_at ?? '')
        .since(Temporal.Instant.from(row.sent_at ?? ''))
        .total('hours');
    const delivered = all('messages').filter((row) => row.status === 'delivered');
    expect(delivered.filter((row) => lag(row) > 72).length).toBeGreaterThan(50);
    expect(delivered.filter((row) => lag(row) > 1).length).toBeGreaterThan(2_000);
    expect(all('messages').filter((row) => row.status === 'sent').length).toBeGreaterThan(1_000);
    expect(all('inbound').length).toBeGreaterThan(200);
    expect(all('opt_outs').filter((row) => row.event === 'opt_in').length).toBeGreaterThan(50);
    const orders = Map.groupBy(all('conversions'), (row) => row.order_id ?? '');
    expect([...orders.values()].filter((rows) => rows.length > 1).length).toBeGreaterThan(50);
    expect(all('conversions').filter((row) => row.message_id !== '').length).toBeGreaterThan(500);
    expect(all('conversions').filter((row) => row.kind === 'signup').length).toBeGreaterThan(20);
  });

  it('costs euro, but one campaign kroner and one now and then nothing known; some texts have parts', () => {
    const currencies = Map.groupBy(all('messages'), (row) => row.currency ?? '');
    expect([...currencies.keys()].sort()).toEqual(['', 'EUR', 'NOK']);
    expect(new Set(currencies.get('NOK')?.map((row) => row.campaign_id))).toEqual(new Set(['promo-22']));
    expect(new Set(currencies.get('')?.map((row) => row.campaign_id))).toEqual(new Set(['review']));
    expect(new Set(of('promo-21').map((row) => row.parts))).toEqual(new Set(['3']));
    expect(share(of('promo-21'), (row) => Number(row.cost) > 0.09)).toBeGreaterThan(0.8);
  });

  it('is clicked by day and in the week, hardly at night', () => {
    const hours = Array.from({ length: 24 }, () => 0);
    for (const { clicked_at, user_agent_class } of all('clicks')) {
      if (user_agent_class !== 'mobile') continue;
      // Oslo in summer; an hour more or less does not matter here.
      const hour = (Number(clicked_at?.slice(11, 13)) + 2) % 24;
      hours[hour] = (hours[hour] ?? 0) + 1;
    }
    const night = [1, 2, 3, 4].reduce((sum, hour) => sum + (hours[hour] ?? 0), 0) / 4;
    const evening = [17, 18, 19, 20].reduce((sum, hour) => sum + (hours[hour] ?? 0), 0) / 4;
    expect(evening / night).toBeGreaterThan(8);
  });
});

describe('the memory of the generator', { timeout: 60_000 }, () => {
  it('does not grow with the messages: 120 MB of rows pass through a heap of 64', () => {
    const folder = mkdtempSync(join(tmpdir(), 'history-'));
    made.push(folder);
    const module = join(import.meta.dirname, '../../src/demo/history.ts');
    const program = `
      const { writeHistory } = await import(${JSON.stringify(module)});
      const { bytes } = await writeHistory({
        seed: 1, endsAt: Temporal.Instant.from('2026-11-23T09:00:00Z'), folder: ${JSON.stringify(folder)}, world: 'year', scale: 0.7,
      });
      console.log(bytes);`;
    const flags = ['--max-old-space-size=64', '--input-type=module', '--eval', program];
    expect(Number(execFileSync(process.execPath, flags, { encoding: 'utf8' }))).toBeGreaterThan(120e6);
  });
});
