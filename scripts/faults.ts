import { parseArgs } from 'node:util';
import { REPORT_POINTS, runPoint, SLEEPERS } from '../test/faults/points.ts';
import { openWorld } from '../test/faults/world.ts';

const { values } = parseArgs({
  options: { points: { type: 'boolean', default: false }, only: { type: 'string' } },
});

const world = await openWorld({});
let red = 0;
for (const point of values.only === undefined ? [...REPORT_POINTS, ...SLEEPERS] : values.only.split(',')) {
  const startedAt = performance.now();
  const { broken, figures } = await runPoint(world, point);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  if (broken.length > 0) red += 1;
  console.log(
    `${broken.length === 0 ? 'green' : 'RED  '} ${point.padEnd(32)} ${seconds} s  ${JSON.stringify(figures)}`,
  );
  for (const line of broken) console.log(`      ${line}`);
}
process.exitCode = red === 0 ? 0 : 1;
await world.stop();
