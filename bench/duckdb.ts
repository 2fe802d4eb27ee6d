import {
  BIGINT,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import type { Cohort, CountKey, Money, Times } from '../src/core/counts.ts';
import type { Db } from '../src/store/connect.ts';
import { type Answer, type Row, toCounts } from './fold.ts';
import type { Question } from './questions.ts';
import { readSql } from './raw-forms.ts';

export type Duck = {
  readonly ask: (question: Question, nowS: number) => Promise<Answer>;
  /** milliseconds the rows took from MySQL into memory */
  readonly pullMs: number;
  readonly close: () => void;
};

type Pull = {
  readonly table: string;
  readonly columns: Readonly<Record<string, DuckDBType>>;
  readonly sql: string;
};

const EPOCH = "TIMESTAMPDIFF(SECOND, '1970-01-01',";

/** The same tables the raw side reads. */
const PULLS: readonly Pull[] = [
  {
    table: 'messages',
    columns: {
      id: INTEGER,
      campaign_id: INTEGER,
      variant_id: INTEGER,
      segment_id: INTEGER,
      sent_s: INTEGER,
      parts: INTEGER,
      cost_micro: INTEGER,
      currency: VARCHAR,
      status: INTEGER,
      failure_class: INTEGER,
      delivered_s: INTEGER,
      send_hour: INTEGER,
    },
    sql: `SELECT id, campaign_id, variant_id, segment_id, ${EPOCH} sent_at), parts, cost_micro, currency, status,
      failure_class, ${EPOCH} delivered_at), send_hour FROM raw_messages ORDER BY id`,
  },
  {
    table: 'clicks',
    columns: { message_id: INTEGER, verdict: INTEGER, clicked_s: INTEGER },
    sql: 'SELECT message_id, verdict, clicked_ms DIV 1000 FROM click_facts WHERE in_window = 1',
  },
  {
    table: 'conversions',
    columns: { message_id: INTEGER, is_primary: INTEGER, value_micro: BIGINT, currency: VARCHAR },
    sql: 'SELECT message_id, is_primary, value_micro, currency FROM conversion_facts WHERE counted = 1',
  },
  {
    table: 'opt_outs',
    columns: { message_id: INTEGER },
    sql: 'SELECT message_id FROM response_facts WHERE kind = 1 AND counted = 1',
  },
];

/** DuckDB in this process, in memory, with the rows pulled from MySQL. */
export async function startDuck(db: Db): Promise<Duck> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const started = performance.now();
  for (const pull of PULLS) await pullTable(db, connection, pull);
  const pullMs = performance.now() - started;
  return {
    pullMs,
    ask: (question, nowS) => ask(connection, question, nowS),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const CHUNK = 2048;

async function pullTable(db: Db, connection: DuckDBConnection, { table, columns, sql }: Pull): Promise<void> {
  const types = Object.values(columns);
  const names = Object.keys(columns);
  await connection.run(
    `CREATE TABLE ${table} (${names.map((name, at) => `${name} ${String(types[at])}`).join(', ')})`,
  );
  const appender = await connection.createAppender(table);
  let rows: DuckDBValue[][] = [];
  const flush = (): void => {
    if (rows.length === 0) return;
    const chunk = DuckDBDataChunk.create(types, rows.length);
    chunk.setRows(rows);
    appender.appendDataChunk(chunk);
    rows = [];
  };
  const named = db.raw(sql.replace(/\s+/g, ' ')).options({ rowsAsArray: true }).stream();
  for await (const row of named) {
    const values: unknown[] = Array.isArray(row) ? row : Object.values(row);
    rows.push(values.map((value, at) => valueOf(value, types[at])));
    if (rows.length === CHUNK) flush();
  }
  flush();
  appender.closeSync();
}

function valueOf(value: unknown, type: DuckDBType | undefined): DuckDBValue {
  if (value === null) return null;
  if (typeof value === 'string') return value;
  return type === BIGINT ? BigInt(Number(value)) : Number(value);
}

const TIMES = `COUNT(latency) AS latency_n, quantile_disc(latency, [0.5, 0.8, 0.95]) AS latency_q,
  COUNT(age) AS age_n, quantile_disc(age, [0.5, 0.8, 0.95]) AS age_q`;
const NO_TIMES = '0 AS latency_n, NULL AS latency_q, 0 AS age_n, NULL AS age_q';

async function ask(connection: DuckDBConnection, question: Question, nowS: number): Promise<Answer> {
  const { where, onlyMessages } = conditionOf(question);
  const { keys, groups, name } = keysOf(question);
  const sql = readSql('duckdb')
    .replaceAll('{{keys}}', keys)
    .replaceAll('{{groups}}', groups)
    .replaceAll('{{where}}', where)
    .replaceAll('{{times}}', question.durations === 'none' ? NO_TIMES : TIMES)
    .replaceAll('{{only-messages}}', onlyMessages)
    .replaceAll('{{silent}}', String(nowS - 72 * 3600));
  const reader = await connection.runAndReadAll(sql);
  const rows: readonly Row[] = reader.getRowObjectsJS();
  return new Map(rows.map((row) => [name(row), toCohort(row)]));
}

/** Filtered outcomes are joined by the messages of the question only where that pays. */
function conditionOf({ campaign, isAllTime, window }: Question): { where: string; onlyMessages: string } {
  const parts = [
    ...(campaign === null ? [] : [`m.campaign_id = ${campaign}`]),
    ...(isAllTime
      ? []
      : [
          `m.sent_s >= ${window.from.epochMilliseconds / 1000} AND m.sent_s < ${window.to.epochMilliseconds / 1000}`,
        ]),
  ];
  if (parts.length === 0) return { where: 'TRUE', onlyMessages: '' };
  const where = parts.join(' AND ');
  return { where, onlyMessages: `WHERE message_id IN (SELECT m.id FROM messages m WHERE ${where})` };
}

type Keys = { readonly keys: string; readonly groups: string; readonly name: (row: Row) => string };

function keysOf({ by, campaign, window }: Question): Keys {
  switch (by) {
    case 'campaign':
      return { keys: 'campaign_id AS k', groups: 'campaign_id', name: ({ k }) => `campaign c${String(k)}` };
    case 'variant':
      return { keys: 'variant_id AS k', groups: 'variant_id', name: ({ k }) => `variant v${String(k)}` };
    case 'segment':
      return { keys: 'segment_id AS k', groups: 'segment_id', name: ({ k }) => `segment s${String(k)}` };
    case 'whole': {
      const offset = window.from.toZonedDateTimeISO(window.timezone).offsetNanoseconds / 1e9;
      const day = `(sent_s + ${offset}) // 86400`;
      const hour = 'send_hour % 24';
      return {
        keys: `GROUPING(campaign_id, variant_id, segment_id, ${day}, ${hour}) AS g, variant_id AS v, segment_id AS s, ${day} AS d, ${hour} AS h`,
        groups: `GROUPING SETS ((), (campaign_id), (variant_id), (segment_id), (${day}), (${hour}))`,
        name: ({ g, v, s, d, h }) => {
          switch (Number(g)) {
            case 0b11111:
              return 'total ';
            case 0b01111:
              return `campaign c${campaign}`;
            case 0b10111:
              return `variant v${String(v)}`;
            case 0b11011:
              return `segment s${String(s)}`;
            case 0b11101:
              return `day ${new Date(Number(d) * 86_400_000).toISOString().slice(0, 10)}`;
            default:
              return `hour ${String(h)}`;
          }
        },
      };
    }
    default:
      return by satisfies never;
  }
}

const COLUMNS: Readonly<Record<CountKey, string>> = {
  attempted: 'attempted',
  inProcess: 'in_process',
  delivered: 'delivered',
  undelivered: 'undelivered',
  expired: 'expired',
  rejected: 'rejected',
  failed: 'failed',
  canceled: 'canceled',
  unknown: 'unknown',
  failedPermanent: 'failed_permanent',
  failedTemporary: 'failed_temporary',
  failedBlocked: 'failed_blocked',
  failedOurs: 'failed_ours',
  parts: 'parts',
  deliveredContacts: 'delivered',
  linkedContacts: 'delivered',
  clickingContacts: 'clicking',
  rawClickingContacts: 'raw_clicking',
  readingContacts: 'reading',
  convertingContacts: 'converting',
  optedOutContacts: 'opted_out',
  hits: 'hits',
  humanClicks: 'human',
  suspectedClicks: 'suspected',
  botClicks: 'bot',
  conversions: 'conversions',
};

function toCohort(row: Row): Cohort {
  return {
    counts: toCounts((key) => Number(row[COLUMNS[key]] ?? 0)),
    money: ['EUR', 'NOK'].flatMap((currency) => toMoney(row, currency)),
    deliveryLatency: toTimes(row['latency_n'], row['latency_q']),
    clickAge: toTimes(row['age_n'], row['age_q']),
  };
}

function toMoney(row: Row, currency: string): readonly Money[] {
  const suffix = currency.toLowerCase();
  const revenue = row[`revenue_${suffix}`];
  if (Number(row[`messages_${suffix}`]) === 0 && (revenue === null || revenue === undefined)) return [];
  return [{ currency, costMicro: Number(row[`cost_${suffix}`] ?? 0), revenueMicro: Number(revenue ?? 0) }];
}

function toTimes(count: unknown, quantiles: unknown): Times {
  const n = Number(count);
  if (n === 0 || !Array.isArray(quantiles)) return { n: 0, p50: null, p80: null, p95: null };
  const [p50, p80, p95] = quantiles.map(Number);
  return { n, p50: p50 ?? null, p80: p80 ?? null, p95: p95 ?? null };
}
