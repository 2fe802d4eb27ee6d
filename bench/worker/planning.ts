import { planReports } from '../../src/pipelines/plan-reports.ts';
import type { PrivateServers } from '../../src/servers/private-servers.ts';
import type { Db } from '../../src/store/connect.ts';
import { createRandom } from '../data/random.ts';
import { processorSeconds } from '../processor-seconds.ts';
import type { Figure } from '../results.ts';
import { withOwnDatabase } from './own-database.ts';

const SCHEDULES = 10_000;
const LIMIT_S = 2;
/** a Monday, the first of a month somewhere: every kind of rule may be due */
const NOW = Temporal.Instant.from('2026-06-01T12:34:00Z');
const ZONES = [
  'Europe/Oslo',
  'Europe/London',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Africa/Cairo',
] as const;
const AT_ONCE = 1_000;

/** Ten thousand schedules that are all due at one moment: how long until each has its run, and how dear a look in vain is. */
export function benchPlanning(
  servers: PrivateServers,
  request: { readonly seed: number; readonly tell: (line: string) => void },
): Promise<readonly Figure[]> {
  return withOwnDatabase(servers, 'bench_planning', async ({ db }) => {
    await fillSchedules(db, request.seed);
    const plan = () => planReports(db, NOW, 'bench');
    const busyBefore = processorSeconds(process.pid);
    const first = await timed(plan);
    const busyS = processorSeconds(process.pid) - busyBefore;
    const again = await timed(plan);
    const [row] = await db('report_runs').countDistinct({ runs: 'schedule_id' });
    const runs = Number(row?.runs);
    request.tell(
      `planning: ${runs} of ${SCHEDULES} in ${first.ms.toFixed(0)} ms, ${busyS.toFixed(1)} s of processor; nothing due ${again.ms.toFixed(1)} ms`,
    );
    const base = { rawMs: null, duckMs: null };
    return [
      {
        name: `planning ${SCHEDULES.toLocaleString('en')} schedules that are due at once`,
        oursMs: first.ms,
        ...base,
        ratio: `${Math.round((runs * 1000) / first.ms)} a second`,
        ask: `${LIMIT_S} s (issue)`,
        isMet: runs === SCHEDULES && first.result.planned === SCHEDULES && first.ms < LIMIT_S * 1000,
        note: `${ZONES.length} zones, six kinds of rules; our process took ${busyS.toFixed(1)} s of processor; ${runs} runs stand`,
      },
      {
        name: 'planning: a look when nothing is due',
        oursMs: again.ms,
        ...base,
        ratio: '',
        ask: '',
        isMet: null,
        note: `${again.result.planned} planned`,
      },
    ];
  });
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const started = performance.now();
  const result = await work();
  return { ms: performance.now() - started, result };
}

async function fillSchedules(db: Db, seed: number): Promise<void> {
  const random = createRandom();
  random.seed(seed, 1);
  const rows = Array.from({ length: SCHEDULES }, (_, index) => {
    const timezone = ZONES[Math.floor(random.next() * ZONES.length)] ?? 'UTC';
    const due = NOW.toZonedDateTimeISO(timezone).toPlainDateTime();
    return {
      schedule_key: `s-${index}`,
      report: 'performance',
      title: `Report ${index}`,
      rule: ruleDueAt(due, Math.floor(random.next() * 6)),
      timezone,
      window_kind: 'last-day',
      recipients: JSON.stringify([`lead-${index}@example.com`, `crm-${index}@example.com`]),
      formats: JSON.stringify(['html', 'csv']),
      planned_until: new Date(NOW.epochMilliseconds - 600_000),
      next_due_at: new Date(NOW.epochMilliseconds),
      created_at: new Date(NOW.epochMilliseconds - 86_400_000),
      updated_at: new Date(NOW.epochMilliseconds - 86_400_000),
    };
  });
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await db('report_schedules').insert(rows.slice(from, from + AT_ONCE));
}

/** A rule that names this local minute. */
function ruleDueAt({ hour, minute, day, dayOfWeek }: Temporal.PlainDateTime, kind: number): string {
  const at = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  const weekday = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'][
    dayOfWeek - 1
  ];
  switch (kind) {
    case 0:
      return `daily at ${at}`;
    case 1:
      return `weekly on ${weekday} at ${at}`;
    case 2:
      return day <= 28 ? `monthly on ${day} at ${at}` : `daily at ${at}`;
    case 3:
      return `hourly at :${String(minute).padStart(2, '0')}`;
    case 4:
      return `${minute} ${hour} * * ${dayOfWeek}`;
    default:
      return `${minute} ${hour} * * *`;
  }
}
