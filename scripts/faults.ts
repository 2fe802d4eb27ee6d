import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type Campaign, campaignOf, runCampaign } from '../test/faults/campaign.ts';
import { describeFault } from '../test/faults/fault-kinds.ts';
import { type Journal, openJournal, sumUp } from '../test/faults/journal.ts';
import type { Verdict } from '../test/faults/judge.ts';
import { MUTATIONS, runMutation, withMutation } from '../test/faults/mutations.ts';
import { onlyOne } from '../test/faults/only-one.ts';
import { OUTAGES } from '../test/faults/outages.ts';
import { REPORT_POINTS, runLockWait, runPoint, SLEEPERS } from '../test/faults/points.ts';
import { tellSteps, waitedFor } from '../test/faults/progress.ts';
import { readFaultsRequest } from '../test/faults/read-request.ts';
import { shrinkFaults } from '../test/faults/shrink.ts';
import { openWorld, type World } from '../test/faults/world.ts';

const HANGS_AFTER_S = 240;
const ROOT = join(import.meta.dirname, '..');
/** Sums over all campaigns of this call. */
const totals = new Map<string, number>();
let red = 0;

const request = readFaultsRequest(process.argv.slice(2));
const journal = request.journal
  ? openJournal(join(ROOT, '.local/faults.journal'), codeOf(), request.engine ?? 'mariadb')
  : null;
if (!request.sum) takePlace();
if (request.trace)
  tellSteps((what) => console.log(`${(performance.now() / 1_000).toFixed(1).padStart(8)} ${what}`));
if (request.sum) tellJournal();
else if (request.mutations) await tryMutations();
else if (request.without !== null) await withoutProtection(request.without);
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
if (journal !== null && !request.sum) tellJournal();
const good = request.mutations ? 'each missing protection was seen' : 'green: every promise held';
console.log(red === 0 ? good : `RED: ${red}`);
process.exit(red === 0 ? 0 : 1);

function takePlace(): void {
  try {
    onlyOne(join(ROOT, '.local/faults.lock'));
  } catch (error) {
    console.error(`error: locked: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(2);
  }
}

async function tryPoints(world: World): Promise<void> {
  console.log(`points, each alone, on ${world.engine}`);
  const named = [...REPORT_POINTS, ...SLEEPERS].filter((point) => request.only?.includes(point) ?? true);
  for (const point of named)
    tell(point, await timed(() => inTime(world, point, () => runPoint(world, point))));
  if (request.only === null)
    tell('lock wait', await timed(() => inTime(world, 'lock wait', () => runLockWait(world))));
}

async function tryCampaigns(world: World): Promise<void> {
  console.log(`${request.runs} campaigns from seed ${request.seed} on ${world.engine}`);
  for (let seed = request.seed; seed < request.seed + request.runs; seed += 1) {
    if (journal?.has(seed) === true) continue;
    const name = `seed ${seed}`;
    const faults = campaignOf(seed);
    const work = (): Promise<Campaign> => runCampaign(world, { faults, workers: request.workers });
    const asHung = (): void => note(journal, seed, 'hung', null);
    const campaign = await inTime(world, name, work, asHung).catch((error: unknown) => {
      asHung();
      throw error;
    });
    tell(name, campaign);
    note(journal, seed, campaign.broken.length === 0 ? 'green' : 'red', campaign);
    if (campaign.broken.length > 0) await showShort(world, campaign);
  }
}

function note(
  into: Journal | null,
  seed: number,
  verdict: 'green' | 'red' | 'hung',
  campaign: Campaign | null,
): void {
  into?.add({
    seed,
    engine: request.engine ?? 'mariadb',
    code: codeOf(),
    verdict,
    seconds: campaign?.seconds ?? HANGS_AFTER_S,
    figures: campaign === null ? {} : { faultsInjected: campaign.injected, ...campaign.figures },
    waits: campaign?.waits ?? {},
    broken: campaign?.broken ?? [],
  });
}

function tellJournal(): void {
  const entries = journal?.entries() ?? [];
  const of = (verdict: string): readonly number[] =>
    entries.filter((entry) => entry.verdict === verdict).map(({ seed }) => seed);
  const seconds = entries.map((entry) => entry.seconds).toSorted((left, right) => left - right);
  const at = (share: number): string => (seconds[Math.floor((seconds.length - 1) * share)] ?? 0).toFixed(1);
  console.log(
    `journal of ${codeOf()} on ${request.engine ?? 'mariadb'}: ${of('green').length} seeds green, red ${of('red').join(' ') || 'none'}, hung ${of('hung').join(' ') || 'none'}; ${at(0.5)} s in the middle, ${at(1)} s at most`,
  );
  console.log(`journal ${figuresLine(sumUp(entries))}`);
}

async function tryOutages(world: World): Promise<void> {
  console.log(`outages, each alone, on ${world.engine}`);
  for (const outage of OUTAGES.filter(({ name }) => request.only?.includes(name) ?? true))
    tell(outage.name, await inTime(world, outage.name, () => outage.run(world, request.workers)));
}

async function showShort(world: World, { faults, answers }: Campaign): Promise<void> {
  console.log(
    `      answers to hooks: ${[...answers].map(([answer, count]) => `${count} x ${answer}`).join(', ')}`,
  );
  for (const fault of faults) console.log(`      ${describeFault(fault)}`);
  if (!request.shrink) return;
  const short = await shrinkFaults(faults, async (some) => {
    const work = (): Promise<Campaign> => runCampaign(world, { faults: some, workers: request.workers });
    const { broken } = await inTime(world, 'a shorter list', work);
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

/** A seed must be red then, and its list of faults gets short. */
async function withoutProtection(name: string): Promise<void> {
  const mutation = MUTATIONS.find((one) => one.name === name);
  if (mutation === undefined) {
    console.error(
      `error: bad-input: --without must be one of ${MUTATIONS.map((one) => one.name).join(', ')}`,
    );
    process.exit(2);
  }
  await withMutation({ engine: request.engine }, mutation, tryCampaigns);
}

/** A campaign never hangs: without a step for so long it says what it waited for and ends. */
async function inTime<T>(
  world: World,
  name: string,
  work: () => Promise<T>,
  onHang: () => void = () => undefined,
): Promise<T> {
  const timer = setInterval(() => {
    const { what, seconds } = waitedFor();
    if (seconds < HANGS_AFTER_S) return;
    console.log(`HUNG  ${name}: for ${Math.round(seconds)} s it waits for ${what}`);
    for (const line of world.pool.lastOutput(12)) console.log(`      ${line.slice(0, 300)}`);
    onHang();
    process.exit(1);
  }, 1_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
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

/** What was tested, for the journal. */
function codeOf(): string {
  const git = (...words: readonly string[]): string =>
    execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' }).trim();
  const isChanged = git('status', '--porcelain', '--', 'src', 'jobs', 'templates', 'migrations') !== '';
  return `${git('rev-parse', '--short', 'HEAD')}${isChanged ? '+' : ''}`;
}
