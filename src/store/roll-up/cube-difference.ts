import type { Cube } from './cubes.ts';
import { statement } from './statement.ts';

/** SELECT of right minus stored, by the key of the cube; columns in the order of keys, then measures. */
export function differenceSql(cube: Cube): string {
  const fill: Readonly<Record<string, string>> = {
    cube: cube.name,
    keys: cube.keys.join(', '),
    right: rightSql(cube),
    summed: cube.measures.map((measure) => `SUM(d.${measure}) AS ${measure}`).join(', '),
    'stored-negative': cube.measures.map((measure) => `-${measure}`).join(', '),
    'is-different': cube.measures.map((measure) => `SUM(d.${measure}) <> 0`).join(' OR '),
  };
  return statement('verify/difference').replaceAll(/\{\{([a-z-]+)\}\}/g, (whole, name: string) => {
    return fill[name] ?? whole;
  });
}

/** Adds right minus stored to the cube. */
export function repairSql(cube: Cube): string {
  const adds = cube.measures.map((measure) => `${measure} = ${cube.name}.${measure} + x.${measure}`);
  return `INSERT INTO ${cube.name} (${[...cube.keys, ...cube.measures].join(', ')})
SELECT *
FROM (
${differenceSql(cube)}
) x
ON DUPLICATE KEY UPDATE ${adds.join(', ')}`;
}

function rightSql(cube: Cube): string {
  const ofSlots = cube.right === 'right-messages' ? OF_SLOTS : {};
  const keys = cube.keys.map((key) => ofSlots[key] ?? key);
  return statement(`verify/${cube.right}`, cube.right === 'right-messages' ? cube.measures : undefined)
    .replaceAll('{{right-keys}}', keys.join(', '))
    .replaceAll('{{last-measure}}', cube.name === 'cube_times' ? '4' : '2');
}

/** Keys of cubes of messages that follow from the quarter of an hour. */
const OF_SLOTS: Readonly<Record<string, string>> = {
  day: 'slot DIV 96 AS day',
  quarter_day: 'slot DIV 24 AS quarter_day',
  hour: 'slot DIV 4 AS hour',
  half_hour: 'slot DIV 2 AS half_hour',
};
