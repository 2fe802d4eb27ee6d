import type { OracleMessage } from './oracle.ts';
import { localHour } from './oracle.ts';

export type Cube = Map<string, Record<string, number>>;

const PERMANENT = new Set([1, 2, 3]);
const BLOCKED = new Set([4, 5, 12, 13, 14]);
const OURS = new Set([18, 19, 20, 22]);

/** What every cube must hold, by table, then by its key columns joined with a space. */
export function oracleCubes(messages: readonly OracleMessage[]): Record<string, Cube> {
  const cubes: Record<string, Cube> = {};
  const add = (cube: string, key: readonly unknown[], measures: Record<string, number>): void => {
    cubes[cube] ??= new Map();
    const name = key.join(' ');
    const sum = cubes[cube].get(name) ?? {};
    for (const [measure, n] of Object.entries(measures)) sum[measure] = (sum[measure] ?? 0) + n;
    cubes[cube].set(name, sum);
  };
  for (const message of messages) addMessage(message, add);
  return cubes;
}

type Add = (cube: string, key: readonly unknown[], measures: Record<string, number>) => void;

function addMessage(message: OracleMessage, add: Add): void {
  const { campaign_id: c, variant_id: v, segment_id: s, sentS } = message;
  const hour = localHour(message.sent_at, message.zone);
  const day = Math.floor(sentS / 86_400);
  const slot = Math.floor(sentS / 900);
  const intoAll = (currency: string, measures: Record<string, number>): void => {
    add('cube_campaigns', [c, currency], measures);
    add('cube_variants', [c, v, currency], measures);
    add('cube_segments', [s, currency], measures);
    add('cube_cells', [c, v, s, currency], measures);
    add('cube_days', [c, day, v, s, currency], measures);
    add('cube_campaign_days', [c, day, currency], measures);
    add('cube_segment_days', [day, s, currency], measures);
    add('cube_campaign_half_hours', [c, Math.floor(sentS / 1800), currency], measures);
    add('cube_segment_quarter_days', [Math.floor(sentS / 21_600), s, currency], measures);
    add('cube_segment_hours', [Math.floor(sentS / 3600), s, currency], measures);
    add('cube_slots', [c, slot, v, hour, currency], measures);
    add('cube_segment_slots', [slot, s, currency], measures);
    add('cube_send_hours', [c, hour], withoutMoney(measures));
  };
  intoAll(message.currency ?? '', measuresOf(message));
  for (const { primary, currency, value_micro, kind, lag } of message.conversions) {
    if (primary) intoAll(currency ?? '', { revenue_micro: value_micro });
    add('cube_conversions', [c, day, v, s, kind, currency ?? ''], {
      conversions: 1,
      revenue_micro: value_micro,
    });
    if (primary) addTime(message, add, 3, lag);
  }
  add('cube_outcomes', [c, Math.floor(sentS / 3600), message.outcome], { messages: 1 });
  addTimes(message, add);
  addClicks(message, add);
}

function withoutMoney(measures: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(measures).filter(([name]) => !name.endsWith('_micro')));
}

function addTimes(message: OracleMessage, add: Add): void {
  const firstHuman = firstHumanClick(message);
  if (message.deliveredMs !== null) {
    const deliveredS = Math.floor(message.deliveredMs / 1000);
    addTime(message, add, 1, deliveredS - message.sentS);
    if (firstHuman !== null) addTime(message, add, 2, firstHuman - deliveredS);
  }
  if (message.receiptLag !== null) addTime(message, add, 4, message.receiptLag);
}

function addClicks(message: OracleMessage, add: Add): void {
  const { campaign_id: c, variant_id: v } = message;
  const day = Math.floor(message.sentS / 86_400);
  for (const click of message.clicks) {
    if (!click.inWindow) continue;
    const human = click.verdict === 1 ? 1 : 0;
    const suspected = click.verdict === 2 ? 1 : 0;
    add('cube_click_hours', [c, day, v, click.hour], { hits: 1, human_clicks: human });
    add('cube_links', [c, v, click.link_id], {
      hits: 1,
      human_clicks: human,
      suspected_clicks: suspected,
      bot_clicks: 1 - human - suspected,
    });
  }
}

function addTime(message: OracleMessage, add: Add, measure: number, seconds: number): void {
  const { campaign_id: c, segment_id: s } = message;
  const day = Math.floor(message.sentS / 86_400);
  const bucket = bucketOf(Math.max(0, seconds));
  add('cube_times', [c, measure, bucket], { n: 1 });
  if (measure > 2) return;
  add('cube_day_times', [c, day, measure, bucket], { n: 1 });
  add('cube_segment_times', [s, measure, bucket], { n: 1 });
  add('cube_segment_day_times', [day, s, measure, bucket], { n: 1 });
}

function bucketOf(seconds: number): number {
  if (seconds < 64) return seconds;
  const octave = Math.floor(Math.log2(seconds)) - 5;
  return 64 + (octave - 1) * 32 + Math.floor(seconds / 2 ** octave) - 32;
}

function firstHumanClick(message: OracleMessage): number | null {
  const times = message.clicks
    .filter((click) => click.inWindow && click.verdict === 1)
    .map((click) => Math.floor(click.clicked_at / 1000));
  return times.length === 0 ? null : Math.min(...times);
}

export function measuresOf(message: OracleMessage): Record<string, number> {
  const { status, failureClass, flags } = message;
  const hits = message.clicks.filter((click) => click.inWindow);
  const verdicts = (...wanted: number[]): number =>
    hits.filter((click) => wanted.includes(click.verdict)).length;
  const isFailed = status >= 41 && status <= 44;
  const one = (is: boolean): number => (is ? 1 : 0);
  return {
    attempted: 1,
    in_process: one(status < 30),
    delivered: one(status === 50),
    undelivered: one(status === 41),
    expired: one(status === 42),
    rejected: one(status === 43),
    failed: one(status === 44),
    canceled: one(status === 45),
    unknown: one(status === 30),
    failed_permanent: one(isFailed && PERMANENT.has(failureClass)),
    failed_blocked: one(isFailed && BLOCKED.has(failureClass)),
    failed_ours: one(isFailed && OURS.has(failureClass)),
    failed_temporary: one(
      isFailed && !PERMANENT.has(failureClass) && !BLOCKED.has(failureClass) && !OURS.has(failureClass),
    ),
    parts: message.parts,
    delivered_contacts: one((flags & 1) !== 0),
    linked_contacts: one((flags & 2) !== 0),
    clicking_contacts: one((flags & 4) !== 0),
    raw_clicking_contacts: one((flags & 8) !== 0),
    reading_contacts: one((flags & 16) !== 0),
    converting_contacts: one((flags & 32) !== 0),
    opted_out_contacts: one((flags & 64) !== 0),
    hits: hits.length,
    human_clicks: verdicts(1),
    suspected_clicks: verdicts(2),
    bot_clicks: verdicts(3, 4),
    conversions: message.conversions.filter(({ primary }) => primary).length,
    clicked_messages: one(verdicts(1) > 0),
    dose30_sum: message.dose,
    cost_micro: message.cost_micro,
  };
}
