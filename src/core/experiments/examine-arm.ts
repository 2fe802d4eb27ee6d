import type { ArmCounts } from './arm-counts.ts';

/**
 * Counts of one arm that cannot be: no whole number, or more contacts with an outcome than contacts.
 *
 * @returns the first reason, null when there is none
 */
export function faultOfArm(arm: ArmCounts): string | null {
  const counted = contactCounts(arm);
  const events = arm.conversions.map((row) => [`${row.kind} events`, row.events] as const);
  const broken = [...counted, ...events].find(([, count]) => !(Number.isSafeInteger(count) && count >= 0));
  if (broken !== undefined)
    return `arm ${arm.variantId}: ${broken[0]} ${broken[1]} is not a whole number from 0 on`;
  const excess = counted.find(([, count]) => count > arm.assigned);
  if (excess !== undefined)
    return `arm ${arm.variantId}: ${excess[0]} ${excess[1]} is above its ${arm.assigned} contacts`;
  return faultBetweenCounts(arm) ?? faultOfRevenue(arm) ?? faultOfCosts(arm);
}

/** Everything that is a number of contacts of the arm. */
function contactCounts(arm: ArmCounts): readonly (readonly [string, number])[] {
  return [
    ['assigned', arm.assigned],
    ['messaged', arm.messaged],
    ['delivered', arm.delivered],
    ['not delivered', arm.notDelivered],
    ['clicking', arm.clicking],
    ['clicking, bots included,', arm.rawClicking],
    ['opted out', arm.optedOut],
    ...arm.conversions.map((row) => [`${row.kind} contacts`, row.contacts] as const),
    ...arm.revenue.map((row) => [`buyers of ${row.kind}`, row.contacts] as const),
    ...arm.responses.map((row) => ['responses', row.contacts] as const),
  ];
}

function faultBetweenCounts(arm: ArmCounts): string | null {
  const responses = arm.responses.reduce((sum, row) => sum + row.contacts, 0);
  if (arm.delivered + arm.notDelivered > arm.assigned)
    return `arm ${arm.variantId}: ${arm.delivered} delivered and ${arm.notDelivered} not delivered are more than its ${arm.assigned} contacts`;
  if (arm.clicking > arm.rawClicking)
    return `arm ${arm.variantId}: ${arm.clicking} human clicks are above ${arm.rawClicking} clicks of any kind`;
  if (responses > arm.clicking)
    return `arm ${arm.variantId}: ${responses} response times are above ${arm.clicking} clicks`;
  if (arm.responses.some((row) => !(Number.isFinite(row.seconds) && row.seconds >= 0)))
    return `arm ${arm.variantId}: a response time is not a number of seconds from 0 on`;
  const fewer = arm.conversions.find((row) => row.events < row.contacts);
  if (fewer !== undefined)
    return `arm ${arm.variantId}: ${fewer.events} ${fewer.kind} events are below ${fewer.contacts} contacts`;
  const kinds = arm.conversions.map((row) => row.kind);
  const twice = kinds.find((kind, place) => kinds.indexOf(kind) !== place);
  return twice === undefined ? null : `arm ${arm.variantId}: ${twice} is counted twice`;
}

function faultOfRevenue(arm: ArmCounts): string | null {
  const wrong = arm.revenue.find(({ contacts, sumMicro, sumSquares }) => {
    if (!Number.isFinite(sumMicro) || !(Number.isFinite(sumSquares) && sumSquares >= 0)) return true;
    // Cauchy-Schwarz: no set of that many amounts has such sums; 1e-9 for rounding
    return sumMicro * sumMicro > contacts * sumSquares * (1 + 1e-9);
  });
  return wrong === undefined
    ? null
    : `arm ${arm.variantId}: the sums of ${wrong.kind} revenue cannot come from ${wrong.contacts} buyers`;
}

function faultOfCosts(arm: ArmCounts): string | null {
  return arm.costs.every((cost) => Number.isFinite(cost.micro))
    ? null
    : `arm ${arm.variantId}: a cost is no number`;
}
