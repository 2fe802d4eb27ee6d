import type { ArmCounts } from '../../../src/core/experiments/arm-counts.ts';
import type { OutcomeWindows } from '../../../src/core/experiments/plan.ts';
import { type Known, knownMessages, seconds } from './oracle-events.ts';
import type { ConversionRow, RandomTest } from './random-test.ts';

export type OracleAsked = {
  readonly campaign: 1 | 2;
  readonly windows: OutcomeWindows;
  readonly isSendTime: boolean;
  /** epoch milliseconds */
  readonly asOf: number;
};

type Person = {
  readonly id: number;
  readonly variant: number;
  /** epoch seconds */
  readonly startS: number;
  readonly counts: boolean;
};

type Arm = Omit<ArmCounts, 'variantId'>;

/** The same counts by plain loops over the raw rows: by variants.id, who crossed over, and the age all arms have. */
export function countByHand(
  world: RandomTest,
  asked: OracleAsked,
): { readonly arms: ReadonlyMap<number, Arm>; readonly crossedOver: number } {
  const personOf = new Map(world.people.map(({ contact, person }) => [contact, person]));
  const people = startsOf(world, asked, personOf);
  const inArms = people.filter(({ variant }) => variant !== 0);
  const age = asked.isSendTime ? commonAge(inArms, asked) : Number.POSITIVE_INFINITY;
  const byId = new Map(inArms.map((person) => [person.id, person]));
  const known = knownMessages(world, asked.campaign, asked.asOf, ({ contact }) => {
    const person = byId.get(personOf.get(contact) ?? 0);
    return person === undefined ? Number.POSITIVE_INFINITY : (person.startS + age) * 1000;
  });
  const counted = inArms.filter(({ counts }) => counts);
  const outcomes = { world, asked, personOf, age, counted, known };
  const variants = [...new Set(inArms.map(({ variant }) => variant))];
  return {
    arms: new Map(
      variants.map((variant) => [
        variant,
        {
          assigned: inArms.filter((person) => person.variant === variant).length,
          ...armOf(outcomes, variant),
        },
      ]),
    ),
    crossedOver: people.length - inArms.length,
  };
}

function startsOf(
  world: RandomTest,
  { campaign, asOf, isSendTime }: OracleAsked,
  personOf: ReadonlyMap<number, number>,
): readonly Person[] {
  const sent = world.messages.filter((row) => row.campaign === campaign && seconds(row.at) <= seconds(asOf));
  const rows =
    campaign === 1
      ? world.assignments.filter(({ at }) => at <= asOf)
      : sent.filter(({ variant }) => variant !== 0);
  const people = new Map<number, { variants: Set<number>; first: number }>();
  for (const { contact, variant, at } of rows) {
    const id = personOf.get(contact) ?? 0;
    const person = people.get(id) ?? { variants: new Set(), first: Number.POSITIVE_INFINITY };
    person.variants.add(variant);
    person.first = Math.min(person.first, at);
    people.set(id, person);
  }
  return [...people].map(([id, { variants, first }]) => {
    const [variant = 0] = variants.size === 1 ? variants : [0];
    const own = sent.filter(({ contact }) => personOf.get(contact) === id).map(({ at }) => at);
    const isSent = own.length > 0;
    return {
      id,
      variant,
      startS: seconds(isSendTime && isSent ? Math.min(...own) : first),
      counts: !isSendTime || isSent || variant === 3,
    };
  });
}

function commonAge(people: readonly Person[], { asOf, windows }: OracleAsked): number {
  const sent = people.filter(({ variant, counts }) => variant !== 3 && counts);
  const age = seconds(asOf) - Math.max(...sent.map(({ startS }) => startS));
  const longest = Math.max(...Object.values(windows)) * 3600;
  return age >= longest ? Number.POSITIVE_INFINITY : Math.max(0, age);
}

type Outcomes = {
  readonly world: RandomTest;
  readonly asked: OracleAsked;
  readonly personOf: ReadonlyMap<number, number>;
  readonly age: number;
  readonly counted: readonly Person[];
  readonly known: readonly Known[];
};

function armOf(all: Outcomes, variant: number): Omit<Arm, 'assigned'> {
  const { asked, personOf, age, counted, known } = all;
  const people = counted.filter((person) => person.variant === variant);
  const nowS = seconds(asked.asOf);
  const cut = (hours: number): number => Math.min(hours * 3600, age);
  const isIn = ({ startS }: Person, ms: number, hours: number): boolean =>
    seconds(ms) >= startS && seconds(ms) < startS + cut(hours) && seconds(ms) <= nowS;
  const of = (id: number): readonly Known[] =>
    known.filter(({ message }) => personOf.get(message.contact) === id);
  const deliveries = people.map((person) => {
    const own = of(person.id).filter(
      ({ message, status }) =>
        status !== 45 && seconds(message.at) < person.startS + cut(asked.windows.delivery),
    );
    const isReached = own.some(({ status }) => status === 50);
    const isLost = own.length > 0 && !isReached && own.every(({ status }) => status >= 30);
    return { isReached, isLost };
  });
  const hits = people.map((person) =>
    of(person.id)
      .flatMap(({ hits: own, deliveredMs }) => own.map((hit) => ({ ...hit, deliveredMs })))
      .filter(({ at }) => seconds(at) < person.startS + cut(asked.windows.click) && seconds(at) <= nowS),
  );
  const conversions = conversionsOf(all, isIn).filter(({ person }) => person.variant === variant);
  return {
    messaged: people.filter(({ id }) => of(id).length > 0).length,
    delivered: deliveries.filter(({ isReached }) => isReached).length,
    notDelivered: deliveries.filter(({ isLost }) => isLost).length,
    clicking: hits.filter((own) => own.some(({ isHuman }) => isHuman)).length,
    rawClicking: hits.filter((own) => own.length > 0).length,
    optedOut: people.filter((person) => hasOptedOut(all, person, isIn)).length,
    ...sumsOf(conversions),
    costs: costsOf(people, of, cut(asked.windows.delivery)),
    responses: responsesOf(hits),
  };
}

type IsIn = (person: Person, ms: number, hours: number) => boolean;

function hasOptedOut({ world, asked, personOf }: Outcomes, person: Person, isIn: IsIn): boolean {
  const own = world.optOuts.filter(
    ({ contact, came, at }) =>
      personOf.get(contact) === person.id && came <= asked.asOf && isIn(person, at, asked.windows.optOut),
  );
  return own.some(
    ({ event, at }) =>
      event === 'opt_out' &&
      !own.some((later) => later.event === 'opt_in' && seconds(later.at) > seconds(at)),
  );
}

type Owned = { readonly person: Person; readonly row: ConversionRow };

/** Of all arms together, because an order counts once, the first time. */
function conversionsOf({ world, asked, personOf, counted }: Outcomes, isIn: IsIn): readonly Owned[] {
  const seen = new Set<string>();
  return world.conversions
    .filter(({ came }) => came <= asked.asOf)
    .toSorted((a, b) => seconds(a.at) - seconds(b.at) || a.id - b.id)
    .flatMap((row) => {
      const person = counted.find(({ id }) => id === personOf.get(row.contact));
      return person !== undefined && isIn(person, row.at, asked.windows.conversion) ? [{ person, row }] : [];
    })
    .filter(({ row }) => {
      if (row.order === null) return true;
      const isFirst = !seen.has(`${row.kind} ${row.order}`);
      seen.add(`${row.kind} ${row.order}`);
      return isFirst;
    });
}

function sumsOf(owned: readonly Owned[]): Pick<Arm, 'conversions' | 'revenue'> {
  const kinds = [...new Set(owned.map(({ row }) => row.kind))].toSorted();
  const conversions = kinds.map((kind) => {
    const events = owned.filter(({ row }) => row.kind === kind);
    return { kind, contacts: new Set(events.map(({ person }) => person.id)).size, events: events.length };
  });
  const revenue = kinds.flatMap((kind) =>
    ['', 'EUR', 'USD'].flatMap((currency) => {
      const totals = new Map<number, number>();
      for (const { person, row } of owned) {
        if (row.kind !== kind || (row.currency ?? '') !== currency || row.micro === 0) continue;
        totals.set(person.id, (totals.get(person.id) ?? 0) + row.micro);
      }
      if (totals.size === 0) return [];
      const values = [...totals.values()];
      const squares = values.reduce((sum, value) => sum + BigInt(value) ** 2n, 0n);
      return {
        kind,
        currency,
        contacts: totals.size,
        sumMicro: values.reduce((sum, value) => sum + value, 0),
        sumSquares: Number(squares),
      };
    }),
  );
  return { conversions, revenue };
}

function costsOf(
  people: readonly Person[],
  of: (id: number) => readonly Known[],
  window: number,
): Arm['costs'] {
  const sums = new Map<string, number>();
  for (const person of people) {
    for (const { message } of of(person.id)) {
      const { currency, at, cost } = message;
      if (currency === null || seconds(at) >= person.startS + window) continue;
      sums.set(currency, (sums.get(currency) ?? 0) + cost);
    }
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([currency, micro]) => ({ currency, micro }));
}

type Hit = { readonly at: number; readonly isHuman: boolean; readonly deliveredMs: number | null };

function responsesOf(hits: readonly (readonly Hit[])[]): Arm['responses'] {
  const minutes = hits.flatMap((own) => {
    const human = own.filter(({ isHuman }) => isHuman);
    const first = Math.min(...human.map(({ at }) => at));
    const lags = human
      .filter(({ at }) => at === first)
      .map(({ at, deliveredMs }) =>
        deliveredMs === null ? -1 : Math.floor(Math.max(0, seconds(at) - seconds(deliveredMs)) / 60),
      );
    const lag = lags.length === 0 ? -1 : Math.min(...lags);
    return lag < 0 ? [] : [lag];
  });
  return [...new Set(minutes)]
    .toSorted((a, b) => a - b)
    .map((minute) => ({ seconds: minute * 60, contacts: minutes.filter((one) => one === minute).length }));
}
