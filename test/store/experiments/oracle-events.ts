import { CLICK_VERDICTS, type ClickVerdict, clickVerdict } from '../../../src/core/click-verdict.ts';
import { MESSAGE_STATUSES, messageState } from '../../../src/core/message-status.ts';
import type { ClickRow, MessageRow, RandomTest } from './random-test.ts';

/** A message and its hits as known at a moment, by the plain functions of the core. */
export type Known = {
  readonly message: MessageRow;
  readonly status: number;
  readonly deliveredMs: number | null;
  readonly hits: readonly { readonly at: number; readonly isHuman: boolean }[];
};

/** `until` gives the moment up to which receipts of a message are looked at, epoch milliseconds, exclusive. */
export function knownMessages(
  world: RandomTest,
  campaign: number,
  asOf: number,
  until: (message: MessageRow) => number,
): readonly Known[] {
  const clicks = world.clicks.filter(({ came }) => came <= asOf);
  return world.messages
    .filter((message) => message.campaign === campaign && seconds(message.at) <= seconds(asOf))
    .map((message) => {
      const state = stateOf(world, message, asOf, until(message));
      return { message, ...state, hits: hitsOf(clicks, message, state) };
    });
}

function stateOf(
  world: RandomTest,
  message: MessageRow,
  asOf: number,
  until: number,
): Pick<Known, 'status' | 'deliveredMs'> {
  const receipts = world.receipts.filter(
    (row) => row.message === message.id && row.came <= asOf && seconds(row.at) < seconds(until),
  );
  const words = Object.entries(MESSAGE_STATUSES);
  const { status: word } = messageState(
    receipts.map(({ status, at, key }) => ({
      status: words.find(([, code]) => code === status)?.[0] as keyof typeof MESSAGE_STATUSES,
      failureClass: 'none',
      occurredMs: at,
      eventKey: key,
    })),
    message.at,
    Math.min(asOf, until),
  );
  const delivered = receipts.filter(({ status }) => status === 50).map(({ at }) => at);
  return {
    status: MESSAGE_STATUSES[word],
    deliveredMs: delivered.length === 0 ? null : Math.min(...delivered),
  };
}

const WORDS = Object.keys(CLICK_VERDICTS) as ClickVerdict[];

function hitsOf(
  clicks: readonly ClickRow[],
  message: MessageRow,
  { status, deliveredMs }: Pick<Known, 'status' | 'deliveredMs'>,
): Known['hits'] {
  const mine = clicks.filter((click) => click.message === message.id);
  return mine.map((click) => {
    const { verdict } = clickVerdict(placed(click), {
      sentMs: message.at,
      deliveredMs,
      isFailed: status >= 41 && status <= 45,
      others: mine.filter((other) => other !== click).map(placed),
      messagesOfAddress: Math.max(...[-1, 0].map((step) => messagesOfSlots(clicks, click, step))),
    });
    return { at: click.at, isHuman: verdict === 'human' };
  });
}

function placed({ at, agentClass, agentVerdict, agent, ip }: ClickRow) {
  const says = agentClass === 2 && agentVerdict !== 4 ? 'bot' : (WORDS[agentVerdict] as ClickVerdict);
  return { clickedMs: at, agentSays: says, agentHash: agent, ipHash: ip };
}

/** Messages that one address and agent hit in two neighbouring slots of five minutes. */
function messagesOfSlots(clicks: readonly ClickRow[], { at, ip, agent }: ClickRow, step: number): number {
  const slot = (ms: number): number => Math.floor(ms / 300_000);
  const first = slot(at) + step;
  const same = clicks.filter(
    (other) =>
      other.ip === ip && other.agent === agent && slot(other.at) >= first && slot(other.at) <= first + 1,
  );
  return new Set(same.map(({ message }) => message)).size;
}

export function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
