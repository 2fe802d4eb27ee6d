import type { HostTrouble } from '../mail/host-circuit.ts';
import type { JobEvent } from '../queue/worker.ts';

type Fields = Readonly<Record<string, unknown>>;

type JobLog = {
  readonly info: (event: string, fields?: Fields) => void;
  readonly error: (event: string, error: unknown, fields: Fields) => void;
};

const QUIET_MS = 60_000;

/** ioredis reports every failed reconnect of every connection; a line a minute says as much. */
export function jobTeller(log: JobLog): (event: JobEvent) => void {
  let quietUntil = 0;
  return ({ event, error, ...fields }) => {
    if (error === undefined) return log.info(event, fields);
    if (event !== 'queue-error') return log.error(event, error, fields);
    if (performance.now() < quietUntil) return;
    quietUntil = performance.now() + QUIET_MS;
    log.error(event, error, fields);
  };
}

/** Otherwise an outage of the mail server would only be seen in reports that do not come. */
export function tellHost(log: JobLog, trouble: HostTrouble | null): void {
  if (trouble === null) return log.info('mail-server-works-again');
  log.error('mail-server-trouble', new Error(trouble.reason), { needsAPerson: trouble.config });
}
