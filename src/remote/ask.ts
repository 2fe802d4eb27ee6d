import { Failure } from '../core/failure.ts';
import { type Answer, type AskLimits, askOnce, type Question } from './ask-once.ts';
import type { PlatformAccount } from './platform-account.ts';

export type AskNeeds = {
  /** waits until this account may ask once more */
  readonly takeTurn: () => Promise<void>;
  /** nobody of this account gets a turn sooner, we neither */
  readonly putOff: (milliseconds: number) => Promise<void>;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly limits?: Partial<AskLimits & { readonly attempts: number; readonly longestWaitMs: number }>;
};

const LIMITS = { timeoutMs: 30_000, mostBytes: 16 * 1_024 * 1_024, attempts: 4, longestWaitMs: 60_000 };
const FIRST_PAUSE_MS = 1_000;
/** The quota is one of a minute. */
const UNTOLD_WAIT_MS = 60_000;

/**
 * Asks until there is an answer, a few times at most. Fails with `bad-config` (the account), `remote-refused` (this
 * question), `remote-unreachable` (retryable: later).
 */
export async function ask(account: PlatformAccount, question: Question, needs: AskNeeds): Promise<unknown> {
  const limits = { ...LIMITS, ...needs.limits };
  for (let attempt = 1; ; attempt += 1) {
    await needs.takeTurn();
    const answer = await askOnce(account, question, limits);
    if (answer.kind === 'data') return answer.data;
    const mayTry = attempt < limits.attempts;
    if (answer.kind === 'wait') {
      const ms = answer.ms ?? UNTOLD_WAIT_MS;
      await needs.putOff(ms);
      if (!mayTry || ms > limits.longestWaitMs) throw failureOf(question, answer, attempt);
    } else if (answer.kind === 'again' && mayTry) await needs.pause(FIRST_PAUSE_MS * 4 ** (attempt - 1));
    else throw failureOf(question, answer, attempt);
  }
}

function failureOf({ path }: Question, answer: Exclude<Answer, { kind: 'data' }>, attempts: number): Failure {
  const { kind, reason } = answer;
  switch (kind) {
    case 'denied':
      return new Failure(
        'bad-config',
        `MARKETING_PLATFORM_USERNAME, MARKETING_PLATFORM_TOKEN: the platform lets them not in (${reason})`,
      );
    case 'refused':
      return new Failure('remote-refused', `${path}: ${reason}`);
    case 'wait': {
      const when = answer.ms === null ? 'later' : `in ${Math.ceil(answer.ms / 1_000)} s`;
      return new Failure('remote-unreachable', `${path}: asked too often, wants us again ${when}`, {
        retryable: true,
      });
    }
    case 'again': {
      const times = attempts === 1 ? '' : ` (${attempts} times)`;
      return new Failure('remote-unreachable', `${path}: ${reason}${times}`, { retryable: true });
    }
  }
}
