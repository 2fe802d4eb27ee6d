/** A wish of a person, whatever contact row it came in on; seconds since 1970. */
export type Wish = {
  readonly personId: number;
  readonly event: 'opt_out' | 'opt_in';
  readonly occurredS: number;
  /** word of the text that asked; null = the sending platform's own record */
  readonly keyword: string | null;
};

/** A message to a person who once opted out before it was sent; canceled ones are none. */
export type LaterMessage = {
  readonly personId: number;
  readonly contactId: string;
  readonly campaignId: string;
  readonly campaign: string;
  readonly isPromotional: boolean;
  readonly isDelivered: boolean;
  /** true = the provider refused it because the phone had opted out there */
  readonly isStopped: boolean;
  readonly sentS: number;
  /** as recorded; '' = no cost known */
  readonly currency?: string;
  readonly costMicro?: number;
};

/** A message sent while the person's wish was to get none. */
export type Breach = LaterMessage & {
  /** the first time the person asked since they last opted in */
  readonly askedS: number;
};

/**
 * One text that only confirms the opt-out may follow within five minutes (47 CFR 64.1200(a)(12)). Taken for one: the
 * first message after the opt-out, when it is transactional.
 */
const CONFIRMATION_SECONDS = 300;

/** Which of the messages were sent after an opt-out, in their order. */
export function findBreaches(wishes: readonly Wish[], messages: readonly LaterMessage[]): readonly Breach[] {
  const streaks = streaksOf(wishes);
  const confirmed = new Set<string>();
  return messages
    .toSorted((a, b) => a.sentS - b.sentS)
    .flatMap((message): readonly Breach[] => {
      const streak = streakAt(streaks.get(message.personId) ?? [], message.sentS);
      if (streak === null) return [];
      const key = `${message.personId} ${streak.askedS}`;
      const isFirst = !confirmed.has(key);
      confirmed.add(key);
      const isEarly = message.sentS - streak.askedS <= CONFIRMATION_SECONDS;
      return isFirst && isEarly && !message.isPromotional ? [] : [{ ...message, askedS: streak.askedS }];
    });
}

export type HonourTimes = {
  /** people who asked by text in the window */
  readonly asked: number;
  /** of them, with a known time until honoured, in seconds, shortest first */
  readonly seconds: readonly number[];
};

/**
 * How long it took until an opt-out by text was honoured: until the sending platform's own record of it, or the last
 * promotional message after it that the provider did not stop, whichever is later. Without either nobody can know. `window` in seconds, half-open.
 */
export function measureHonour(
  wishes: readonly Wish[],
  messages: readonly LaterMessage[],
  window: { readonly from: number; readonly to: number },
): HonourTimes {
  const streaks = [...streaksOf(wishes)].flatMap(([personId, own]) =>
    own.map((one) => ({ personId, ...one })),
  );
  const asked = streaks.flatMap((streak) => {
    const texted = streak.wishes.find(({ keyword }) => keyword !== null);
    return texted !== undefined && texted.occurredS >= window.from && texted.occurredS < window.to
      ? [{ ...streak, texted }]
      : [];
  });
  const promotional = Map.groupBy(
    messages.filter(({ isPromotional, isStopped }) => isPromotional && !isStopped),
    ({ personId }) => personId,
  );
  const seconds = asked.flatMap(({ personId, wishes: own, untilS, texted }) => {
    const record = own.find(({ keyword, occurredS }) => keyword === null && occurredS >= texted.occurredS);
    const later = (promotional.get(personId) ?? []).filter(
      ({ sentS }) => sentS > texted.occurredS && sentS < untilS,
    );
    const moments = [...(record === undefined ? [] : [record.occurredS]), ...later.map(({ sentS }) => sentS)];
    return moments.length === 0 ? [] : [Math.max(...moments) - texted.occurredS];
  });
  return { asked: asked.length, seconds: seconds.toSorted((a, b) => a - b) };
}

/** The value that at least the share `q` does not exceed (nearest rank); null without values. `sorted` ascends. */
export function nearestRank(sorted: readonly number[], q: number): number | null {
  return sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] ?? null;
}

/** A time in which a person wanted no messages. */
type Streak = { readonly askedS: number; readonly untilS: number; readonly wishes: readonly Wish[] };

/** By person. Of an opt-out and an opt-in in the same second the opt-out counts. */
function streaksOf(wishes: readonly Wish[]): ReadonlyMap<number, readonly Streak[]> {
  const persons = Map.groupBy(wishes, ({ personId }) => personId);
  return new Map([...persons].map(([personId, own]) => [personId, cutStreaks(own)]));
}

function cutStreaks(own: readonly Wish[]): readonly Streak[] {
  const streaks: { askedS: number; untilS: number; wishes: Wish[] }[] = [];
  const sorted = own.toSorted((a, b) => a.occurredS - b.occurredS || (a.event < b.event ? -1 : 1));
  for (const wish of sorted) {
    const last = streaks.at(-1);
    const isOpen = last !== undefined && last.untilS === Number.POSITIVE_INFINITY;
    if (wish.event === 'opt_out' && isOpen) last.wishes.push(wish);
    else if (wish.event === 'opt_out')
      streaks.push({ askedS: wish.occurredS, untilS: Number.POSITIVE_INFINITY, wishes: [wish] });
    else if (isOpen) last.untilS = wish.occurredS;
  }
  return streaks;
}

function streakAt(streaks: readonly Streak[], sentS: number): Streak | null {
  return streaks.find(({ askedS, untilS }) => sentS > askedS && sentS < untilS) ?? null;
}
