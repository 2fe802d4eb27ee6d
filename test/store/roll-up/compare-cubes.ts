import { COUNT_KEYS } from '../../../src/core/counts.ts';
import type { Db } from '../../../src/store/connect.ts';
import { countFromRawRows, type OracleMessage } from './oracle.ts';
import { type Cube, oracleCubes } from './oracle-cubes.ts';
import { readRawRows } from './raw-rows.ts';

const KEYS: Record<string, readonly string[]> = {
  cube_campaigns: ['campaign_id', 'currency'],
  cube_variants: ['campaign_id', 'variant_id', 'currency'],
  cube_segments: ['segment_id', 'currency'],
  cube_cells: ['campaign_id', 'variant_id', 'segment_id', 'currency'],
  cube_days: ['campaign_id', 'day', 'variant_id', 'segment_id', 'currency'],
  cube_campaign_days: ['campaign_id', 'day', 'currency'],
  cube_segment_days: ['day', 'segment_id', 'currency'],
  cube_campaign_half_hours: ['campaign_id', 'half_hour', 'currency'],
  cube_segment_quarter_days: ['quarter_day', 'segment_id', 'currency'],
  cube_segment_hours: ['hour', 'segment_id', 'currency'],
  cube_slots: ['campaign_id', 'slot', 'variant_id', 'send_hour', 'currency'],
  cube_segment_slots: ['slot', 'segment_id', 'currency'],
  cube_send_hours: ['campaign_id', 'send_hour'],
  cube_conversions: ['campaign_id', 'day', 'variant_id', 'segment_id', 'kind', 'currency'],
  cube_times: ['campaign_id', 'measure', 'bucket'],
  cube_day_times: ['campaign_id', 'day', 'measure', 'bucket'],
  cube_segment_times: ['segment_id', 'measure', 'bucket'],
  cube_segment_day_times: ['day', 'segment_id', 'measure', 'bucket'],
  cube_outcomes: ['campaign_id', 'hour', 'outcome'],
  cube_click_hours: ['campaign_id', 'day', 'variant_id', 'click_hour'],
  cube_links: ['campaign_id', 'variant_id', 'link_id'],
};

/** Lines that say where facts and cubes differ from a plain count of the raw rows; empty when all is right. */
export async function differences(db: Db, now: number): Promise<string[]> {
  const messages = countFromRawRows(await readRawRows(db), now);
  const lines = await factDifferences(db, messages);
  const wanted = oracleCubes(messages);
  for (const [table, keys] of Object.entries(KEYS)) {
    const rows: readonly Row[] = table === 'cube_outcomes' ? (await db.raw(OUTCOMES))[0] : await db(table);
    lines.push(...cubeDifferences(table, wanted[table] ?? new Map(), readCube(rows, keys)));
    lines.push(...rows.flatMap((row) => textDifference(table, row)));
  }
  return lines;
}

type Row = Readonly<Record<string, unknown>>;

const TEXT = 'sums';
const LETTERED = [
  ...COUNT_KEYS.map((key) => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
  'cost_micro',
  'revenue_micro',
];
const LETTERS = 'abcdefghijklmnopqrstuvwxyzAB';

/** Where the text that reports read says something else than the measures beside it. */
function textDifference(table: string, row: Row): readonly string[] {
  if (!(TEXT in row)) return [];
  const right = LETTERED.map((column, at) =>
    Number(row[column]) === 0 ? '' : `${LETTERS[at]}${Number(row[column])}`,
  );
  const stored = String(row[TEXT]);
  return stored === right.join('') ? [] : [`${table}: ${TEXT} is ${stored}, not ${right.join('')}`];
}

function readCube(rows: readonly Row[], keys: readonly string[]): Cube {
  const cube: Cube = new Map();
  for (const row of rows) {
    const measures = Object.entries(row).filter(([column]) => column !== TEXT && !keys.includes(column));
    const key = keys.map((column) => row[column]).join(' ');
    cube.set(key, Object.fromEntries(measures.map(([column, value]) => [column, Number(value)])));
  }
  return cube;
}

const OUTCOMES = `SELECT c.campaign_id, c.hour,
  IF(c.outcome_id = 0, '', CONCAT(o.carrier, '|', o.code, '|', o.status, '|', o.failure_class)) AS outcome, c.messages
  FROM cube_outcomes c LEFT JOIN outcomes o ON o.id = c.outcome_id`;

function cubeDifferences(table: string, wanted: Cube, found: Cube): string[] {
  const lines: string[] = [];
  for (const key of new Set([...wanted.keys(), ...found.keys()])) {
    const right = wanted.get(key) ?? {};
    const stored = found.get(key) ?? {};
    for (const measure of new Set([...Object.keys(right), ...Object.keys(stored)])) {
      const [a, b] = [right[measure] ?? 0, stored[measure] ?? 0];
      if (a !== b) lines.push(`${table} (${key}) ${measure}: counted ${a}, stored ${b}`);
    }
  }
  return lines;
}

async function factDifferences(db: Db, messages: readonly OracleMessage[]): Promise<string[]> {
  const facts = new Map<number, Record<string, unknown>>(
    (await db('message_facts')).map((fact: { message_id: number }) => [fact.message_id, fact]),
  );
  const lines = messages.flatMap((message) => {
    const fact = facts.get(message.id);
    if (fact === undefined) return [`message ${message.id} has no fact`];
    const right: Record<string, number> = {
      person_id: message.person,
      status: message.status,
      failure_class: message.failureClass,
      clicks: message.clicks.length,
      replies: message.replies,
      opt_outs: message.optOuts,
      conversions_all: message.conversions.length,
      dose30: message.dose,
      contact_flags: message.flags,
    };
    return Object.entries(right)
      .filter(([column, value]) => Number(fact[column]) !== value)
      .map(([column, value]) => `message ${message.id} ${column}: ${value}, not ${Number(fact[column])}`);
  });
  if (facts.size > messages.length) lines.push(`${facts.size - messages.length} facts of no message`);
  return lines;
}
