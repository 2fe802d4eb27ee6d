import { type Campaign, campaignOf, runCampaign } from '../test/faults/campaign.ts';
import { describeFault } from '../test/faults/fault-kinds.ts';
import type { Verdict } from '../test/faults/judge.ts';
import { MUTATIONS, runMutation } from '../test/faults/mutations.ts';
import { OUTAGES } from '../test/faults/outages.ts';
import { REPORT_POINTS, runLockWait, runPoint, SLEEPERS } from '../test/faults/points.ts';
import { readFaultsRequest } from '../test/faults/read-request.ts';
import { shrinkFaults } from '../test/faults/shrink.ts';
import { openWorld, type World } from '../test/faults/world.ts';

/** A campaign that hangs is red and not endless. */
const HANGS_AFTER_MS = 180_000;
/** Sums over all campaigns of this call. */
const totals = new Map<string, number>();
let red = 0;

const request = readFaultsRequest(process.argv.slice(2));
if (request.mutations) await tryMutations();
else {
  const world = await openWorld({ engine: request.engine });
  try {
    if (request.points) await tryPoints(world);
    else if (request.outages) await tryOutages(world);
    else await tryCampaigns(world);
  } finally {
    await world.stop();
  }
}
if (totals.size > 0) console.log(`sum ${figuresLine(Object.fromEntries(totals))}`);
const good = request.mutations ? 'each missing protection was seen' : 'green: every promise held';
console.log(red === 0 ? good : `RED: ${red}`);
process.exit(red === 0 ? 0 : 1);

async function tryPoints(world: World): Promise<void> {
  console.log(`points, each alone, on ${world.engine}`);
  const named = [...REPORT_POINTS, ...SLEEPERS].filter((point) => request.only?.includes(point) ?? true);
  for (const point of named) tell(point, await timed(() => runPoint(world, point)));
  if (request.only === null) tell('lock wait', await timed(() => runLockWait(world)));
}

async function tryCampaigns(world: World): Promise<void> {
  console.log(`${request.runs} campaigns from seed ${request.seed} on ${world.engine}`);
  for (let seed = request.seed; seed < request.seed + request.runs; seed += 1) {
    const faults = campaignOf(seed);
    const campaign = await inTime(`seed ${seed}`, () => runCampaign(world, faults, request.workers));
    tell(`seed ${seed}`, campaign);
    if (campaign.broken.length > 0) await showShort(world, campaign);
  }
}

async function tryOutages(world: World): Promise<void> {
  console.log(`outages, each alone, on ${world.engine}`);
  for (const outage of OUTAGES) tell(outage.name, await outage.run(world, request.workers));
}

async function showShort(world: World, { faults }: Campaign): Promise<void> {
  for (const fault of faults) console.log(`      ${describeFault(fault)}`);
  if (!request.shrink) return;
  const short = await shrinkFaults(faults, async (some) => {
    const { broken } = await runCampaign(world, some, request.workers);
    console.log(`      with ${some.length} of ${faults.length}: ${broken.length === 0 ? 'green' : 'red'}`);
    return broken.length > 0;
  });
  console.log(`      as short as it gets: ${short.map(describeFault).join('; ') || 'no fault at all'}`);
}

async function tryMutations(): Promise<void> {
  for (const mutation of MUTATIONS.filter(({ name }) => request.only?.includes(name) ?? true)) {
    const { broken, seconds } = await timed(() => runMutation({ engine: request.engine }, mutation));
    const isSeen = broken.length > 0;
    if (!isSeen) red += 1;
    console.log(
      `${isSeen ? 'seen' : 'NOT SEEN'}  ${mutation.name}, ${seconds.toFixed(1)} s: ${broken[0] ?? 'the campaign stayed green'}`,
    );
  }
}

async function inTime<T>(name: string, work: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => {
    console.log(`RED   ${name} hangs for ${HANGS_AFTER_MS / 1_000} s`);
    process.exit(1);
  }, HANGS_AFTER_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}

async function timed<T extends object>(work: () => Promise<T>): Promise<T & { readonly seconds: number }> {
  const startedAt = performance.now();
  const result = await work();
  return { ...result, seconds: (performance.now() - startedAt) / 1_000 };
}

function tell(
  name: string,
  verdict: Verdict & { readonly seconds: number; readonly injected?: number },
): void {
  const { broken, figures, seconds, injected = 1 } = verdict;
  if (broken.length > 0) red += 1;
  const all = { faultsInjected: injected, ...figures };
  for (const [figure, value] of Object.entries(all)) {
    const before = totals.get(figure) ?? 0;
    totals.set(figure, figure === 'peakMib' ? Math.max(before, value) : before + value);
  }
  const word = broken.length === 0 ? 'green' : 'RED  ';
  console.log(`${word} ${name.padEnd(30)} ${seconds.toFixed(1).padStart(5)} s  ${figuresLine(all)}`);
  for (const line of broken) console.log(`      ${line}`);
  for (const [reason, count] of verdict.reasons) console.log(`      ${count} x ${reason}`);
}

function figuresLine(figures: Readonly<Record<string, number>>): string {
  const words = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return Object.entries(figures)
    .map(([name, value]) => `${words(name)} ${value}`)
    .join(', ');
}
