import { isOpen } from '../core/cleaning/life-cycle.ts';
import { ACTIONS, type Reason } from '../core/cleaning/recommendation.ts';
import { listRecommendations, type Recommendation } from '../store/cleaning/recommendations.ts';
import type { Db } from '../store/connect.ts';

export type BadNumber = {
  /** of the sending platform; '' = none */
  readonly segment: string;
  /** the number does not exist */
  readonly invalid: boolean;
  /** it is one that no SMS reaches */
  readonly landline: boolean;
};

const INVALID: readonly Reason[] = ['invalid_number', 'invalid_pattern'];
const LANDLINE: readonly Reason[] = ['not_sms_capable'];
const PAGE = 1_000;

/**
 * Contacts, by the id of the sending platform, whose number the rules of list cleaning take out as invalid or as a
 * landline: proposed, decided for, or out already. One that shall only be checked again is not called bad.
 */
export async function loadBadNumbers(db: Db): Promise<Map<string, BadNumber>> {
  const bad = new Map<string, BadNumber>();
  for (const reason of [...INVALID, ...LANDLINE]) {
    for await (const { contactId, segmentId } of standing(db, reason)) {
      const before = bad.get(contactId);
      bad.set(contactId, {
        segment: segmentId ?? '',
        invalid: before?.invalid === true || INVALID.includes(reason),
        landline: before?.landline === true || LANDLINE.includes(reason),
      });
    }
  }
  return bad;
}

async function* standing(db: Db, reason: Reason): AsyncGenerator<Recommendation> {
  let afterId = 0;
  for (;;) {
    const page = await listRecommendations(db, { reason }, { limit: PAGE, afterId });
    yield* page.filter(
      ({ state, action }) => (isOpen(state) || state === 'applied') && ACTIONS[action].takesOut,
    );
    afterId = page.at(-1)?.id ?? afterId;
    if (page.length < PAGE) return;
  }
}
