/**
 * The product's clock is one statement, `SELECT UTC_TIMESTAMP(3) AS now`. The proxy before MySQL answers it with another
 * time, so that a campaign lives through hours in seconds. Real waits are shorter.
 */
export type VirtualClock = {
  readonly now: () => Temporal.Instant;
  readonly step: (seconds: number) => void;
  readonly set: (now: Temporal.Instant) => void;
  /** a chunk on its way to the server */
  readonly rewrite: (chunk: Buffer) => Buffer;
  /** when it showed this first, on the real clock (`performance.now`); a time it never showed: when it went past it */
  readonly shownFirst: (at: Temporal.Instant) => number;
  /** MySQL ends a connection that says nothing for so long, real seconds; for connections to come */
  readonly endSilentAfter: (seconds: number) => void;
  /** statements about time that were not alone in their chunk, and passed as they were: must stay 0 */
  readonly missed: () => number;
};

const ASKS = 'SELECT UTC_TIMESTAMP(3) AS now';
/** Waits in real seconds that are shorter here. */
const LOCK_WAIT = 'SET innodb_lock_wait_timeout = 20';
const SILENCE = 'SET wait_timeout = 120';
const QUERY = 3;
/** A statement that was on its way when the time was changed is answered a moment later. No step is as short. */
const ON_ITS_WAY_MS = 10_000;

export function virtualClock(start: Temporal.Instant): VirtualClock {
  const offsetOf = (now: Temporal.Instant): number =>
    Math.round(Temporal.Now.instant().until(now).total('seconds'));
  let offsetS = offsetOf(start);
  let missed = 0;
  let silentAfterS = 5;
  let shown: { readonly fromMs: number; readonly offsetS: number }[] = [];
  const note = (): void => {
    shown.push({ fromMs: performance.now(), offsetS });
  };
  note();
  return {
    now: () => Temporal.Now.instant().add({ seconds: offsetS }),
    step: (seconds) => {
      offsetS += seconds;
      note();
    },
    set: (now) => {
      missed = 0;
      offsetS = offsetOf(now);
      shown = [];
      note();
    },
    shownFirst: (at) => {
      // both real clocks start from here
      const realNow = performance.now() - Temporal.Now.instant().epochMilliseconds;
      for (const [index, { fromMs, offsetS: offset }] of shown.entries()) {
        const realMs = realNow + at.epochMilliseconds - offset * 1_000;
        const untilMs = shown[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
        if (realMs < untilMs + ON_ITS_WAY_MS) return Math.max(realMs, fromMs);
      }
      return Number.POSITIVE_INFINITY;
    },
    missed: () => missed,
    endSilentAfter: (seconds) => {
      silentAfterS = seconds;
    },
    rewrite: (chunk) => {
      const pieces = packetsOf(chunk);
      if (pieces.length === 1 && chunk[4] !== QUERY) return chunk;
      return Buffer.concat(pieces.map(rewritten));
    },
  };

  function rewritten(piece: Buffer): Buffer {
    const sql = piece[4] === QUERY ? piece.toString('latin1', textStart(piece)) : '';
    if (sql === ASKS) return packet(piece, `SELECT UTC_TIMESTAMP(3) + INTERVAL ${offsetS} SECOND AS now`);
    if (sql === LOCK_WAIT) return packet(piece, 'SET innodb_lock_wait_timeout = 1');
    if (sql === SILENCE) return packet(piece, `SET wait_timeout = ${silentAfterS}`);
    // the text of an error may hold it as well, on its way into a row
    if (sql.includes(ASKS) && sql.startsWith('SELECT')) missed += 1;
    return piece;
  }
}

/** Packets that came together; what is not whole stays as it is. */
function packetsOf(chunk: Buffer): readonly Buffer[] {
  const pieces: Buffer[] = [];
  let start = 0;
  while (start + 4 < chunk.length) {
    const end = start + 4 + chunk.readUIntLE(start, 3);
    if (end > chunk.length) break;
    pieces.push(chunk.subarray(start, end));
    start = end;
  }
  return start < chunk.length ? [...pieces, chunk.subarray(start)] : pieces;
}

/** MySQL 8 has the number of attributes (none) and of their sets (one) before the text. */
function textStart(piece: Buffer): number {
  return piece[5] === 0 && piece[6] === 1 ? 7 : 5;
}

function packet(old: Buffer, sql: string): Buffer {
  const body = Buffer.concat([old.subarray(4, textStart(old)), Buffer.from(sql, 'latin1')]);
  const head = Buffer.alloc(4);
  head.writeUIntLE(body.length, 0, 3);
  head[3] = old[3] ?? 0;
  return Buffer.concat([head, body]);
}
