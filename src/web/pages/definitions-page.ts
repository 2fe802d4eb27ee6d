import { CLICK_RULES_VERSION } from '../../core/click-verdict.ts';
import { listDefinitions } from '../../core/metrics/definitions.ts';
import { type PageAnswer, page } from './page-answer.ts';
import type { SignedInCall } from './page-route.ts';
import { shell } from './shell.ts';

const BETTER = { up: 'Higher is better', down: 'Lower is better', neither: 'Neither is better' } as const;

/** GET: how each number is counted, as the program that is running counts it. */
export async function showDefinitions(call: SignedInCall): Promise<PageAnswer> {
  return page(
    call.needs.pages.render('definitions', {
      shell: shell(call, 'Definitions'),
      definitions: listDefinitions().map(({ better, ...one }) => ({ ...one, better: BETTER[better] })),
      clickRules: String(CLICK_RULES_VERSION),
    }),
  );
}
