/**
 * One per mail server and process: after trouble that every mail would meet (no connection, 421, 452, bad login), all of
 * them wait, and then a single one tries first.
 */
export type HostTrouble = {
  readonly since: Temporal.Instant;
  /** what the server, or the network, said last */
  readonly reason: string;
  /** only a person can mend it: login, certificate, sender */
  readonly config: boolean;
};

export type HostCircuit = {
  /** null = go ahead, and report the result; else not before this instant */
  enter(now: Temporal.Instant): Temporal.Instant | null;
  /** gives the instant until which the host is left alone */
  troubled(now: Temporal.Instant, trouble: Omit<HostTrouble, 'since'>): Temporal.Instant;
  worked(): void;
  /** entered, but there was nothing to send */
  unused(now: Temporal.Instant): void;
  /** null = none since the last mail that went through */
  trouble(): HostTrouble | null;
};

const WAIT_MINUTES = [1, 2, 5, 10] as const;
/** A wrong password does not mend itself, and repeating it locks accounts. */
const CONFIG_WAIT_MINUTES = 10;
/** A probe that never reports must not keep the circuit shut. */
const PROBE_MINUTES = 2;

export function createHostCircuit(): HostCircuit {
  let failures = 0;
  let until: Temporal.Instant | null = null;
  let isProbing = false;
  let trouble: HostTrouble | null = null;
  const isShut = (now: Temporal.Instant): boolean =>
    until !== null && Temporal.Instant.compare(now, until) < 0;
  return {
    enter(now) {
      if (until === null || isShut(now)) return until;
      isProbing = true;
      until = now.add({ minutes: PROBE_MINUTES });
      return null;
    },
    troubled(now, { config, reason }) {
      trouble = { since: trouble?.since ?? now, reason, config };
      // Mails that were under way together meet the same trouble: it counts once.
      if (until !== null && isShut(now) && !isProbing) return until;
      const step = WAIT_MINUTES[Math.min(failures, WAIT_MINUTES.length - 1)] ?? CONFIG_WAIT_MINUTES;
      failures += 1;
      isProbing = false;
      until = now.add({ minutes: config ? CONFIG_WAIT_MINUTES : step });
      return until;
    },
    unused(now) {
      if (isProbing) until = now;
      isProbing = false;
    },
    worked() {
      failures = 0;
      until = null;
      trouble = null;
      isProbing = false;
    },
    trouble: () => trouble,
  };
}
