import type { ArmEvidence } from '../../src/core/experiments/arm-evidence.ts';
import { drawBinomial, drawMultinomial } from './binomial.ts';
import type { Cell } from './cell.ts';
import { drawNormal, type Random } from './random.ts';

/** What is known at each look of one simulated test, in the order of the arms; from look to look it only grows. */
export function* replicate(cell: Cell, random: Random): Generator<readonly ArmEvidence[]> {
  const arms = cell.rates.map(() => ({ n: 0, contacts: 0, sum: 0, sumSquares: 0 }));
  const arrive = cell.arrival === 'blast' ? blast(cell, random) : growth(cell, random);
  for (let look = 1; look <= cell.looks; look += 1) {
    for (const [place, { n, events }] of arrive(look).entries()) {
      const arm = arms[place];
      if (arm === undefined) continue;
      arm.n += n;
      arm.contacts += events;
      for (let buyer = 0; cell.sigma !== null && buyer < events; buyer += 1) {
        const amount = drawAmount(random, cell.sigma);
        arm.sum += amount;
        arm.sumSquares += amount * amount;
      }
    }
    yield arms.map((arm) =>
      cell.sigma === null ? { kind: 'rate', n: arm.n, contacts: arm.contacts } : { kind: 'amount', ...arm },
    );
  }
}

type Arrivals = (look: number) => readonly { readonly n: number; readonly events: number }[];

/** The same number of contacts at every look, dealt by chance. */
function growth({ plan, contacts, rates, looks }: Cell, random: Random): Arrivals {
  const shares = plan.arms.map((arm) => arm.share);
  return (look) => {
    const added = Math.floor((contacts * look) / looks) - Math.floor((contacts * (look - 1)) / looks);
    return drawMultinomial(random, added, shares).map((n, place) => ({
      n,
      events: drawBinomial(random, n, rates[place] ?? 0),
    }));
  };
}

/** All contacts at the first look; their events arrive faster at first, as clicks do, and the last at the last look. */
function blast({ plan, contacts, rates, looks }: Cell, random: Random): Arrivals {
  const shares = plan.arms.map((arm) => arm.share);
  const assigned = drawMultinomial(random, contacts, shares);
  const left = assigned.map((n, place) => drawBinomial(random, n, rates[place] ?? 0));
  return (look) => {
    const before = arrived(look - 1, looks);
    const part = (arrived(look, looks) - before) / (1 - before);
    return left.map((waiting, place) => {
      const events = drawBinomial(random, waiting, Math.min(1, part));
      left[place] = waiting - events;
      return { n: look === 1 ? (assigned[place] ?? 0) : 0, events };
    });
  };
}

/** Share of the events that have arrived: exponential, a third of all looks is its mean; 1 at the last look. */
function arrived(look: number, looks: number): number {
  return (1 - Math.exp((-3 * look) / looks)) / (1 - Math.exp(-3));
}

/** Lognormal around 30, in millionths, to the cent. */
function drawAmount(random: Random, sigma: number): number {
  return 10_000 * Math.max(1, Math.round(3000 * Math.exp(sigma * drawNormal(random) - (sigma * sigma) / 2)));
}
