import { type Renewal, renew } from '../core/cleaning/renewal.ts';
import type { CleaningSettings } from '../core/cleaning/settings.ts';
import type { PhoneKeys } from '../crypto/phones.ts';
import type { CleaningCounts } from '../store/cleaning/propose/cleaning-runs.ts';
import { loadCandidates } from '../store/cleaning/propose/load-candidates.ts';
import { loadShown } from '../store/cleaning/propose/load-shown.ts';
import {
  changeRecommendations,
  confirmRecommendations,
  endRecommendations,
  insertRecommendations,
  wakeRecommendations,
} from '../store/cleaning/propose/save-recommendations.ts';
import type { ProposeSession } from '../store/cleaning/propose/session.ts';
import { type ContactOffers, type JudgeContext, judgeCandidate } from './judge-candidate.ts';
import { SHOWN_EVENTS, writeOffer } from './write-offer.ts';

type Judged = ContactOffers & { readonly renewal: Renewal };

export type PortionNeeds = {
  readonly session: ProposeSession;
  readonly runId: number;
  readonly keys: PhoneKeys;
  readonly settings: CleaningSettings;
  readonly libraryIsBehind: ReadonlySet<string>;
};

/** Judges the persons taken and stores what follows; one transaction is open around it. */
export async function judgePortion(needs: PortionNeeds): Promise<Partial<CleaningCounts>> {
  const { session } = needs;
  const asOfMs = session.asOfS * 1000;
  const context: JudgeContext = { asOfMs, settings: needs.settings, libraryIsBehind: needs.libraryIsBehind };
  const candidates = await loadCandidates(session);
  const judged = candidates
    .flatMap((candidate) => judgeCandidate(candidate, context))
    .map(
      (own): Judged => ({
        ...own,
        renewal: renew(own.offers, own.candidate.earlier.get(own.contact.id) ?? [], asOfMs),
      }),
    );
  const ended = await endAll(needs, judged, asOfMs);
  const proposed = await writeAll(needs, judged, asOfMs);
  const confirmed = judged.flatMap(({ renewal }) => renewal.confirm);
  await confirmRecommendations(
    session.trx,
    needs.runId,
    confirmed.filter(({ changes }) => changes === null).map(({ id }) => id),
  );
  await wakeRecommendations(
    session.trx,
    asOfMs,
    confirmed.filter(({ wakes }) => wakes).map(({ id }) => id),
  );
  return {
    judged: candidates.length,
    proposed,
    confirmed: confirmed.length,
    ...ended,
    silenced: judged.reduce((sum, { renewal }) => sum + renewal.silenced, 0),
  };
}

async function endAll(
  { session, runId }: PortionNeeds,
  judged: readonly Judged[],
  asOfMs: number,
): Promise<Pick<CleaningCounts, 'superseded' | 'withdrawn' | 'expired'>> {
  const { trx } = session;
  const supersede = judged.flatMap(({ renewal }) => renewal.supersede);
  const withdraw = judged.flatMap(({ renewal }) => renewal.withdraw);
  const expire = judged.flatMap(({ renewal }) => renewal.expire);
  return {
    superseded: await endRecommendations(trx, runId, asOfMs, 'supersede', supersede),
    expired: await endRecommendations(trx, runId, asOfMs, 'expire', expire),
    withdrawn: await endRecommendations(trx, runId, asOfMs, 'invalidate', withdraw),
  };
}

/** New rows, and rows whose evidence grew. Only for these is read what a reviewer is shown. */
async function writeAll(needs: PortionNeeds, judged: readonly Judged[], asOfMs: number): Promise<number> {
  const { session, runId } = needs;
  const wanted = judged.flatMap((own) => {
    const changes = new Map(own.renewal.confirm.map(({ id, changes: offer }) => [offer, id]));
    return own.offers
      .filter((offer) => own.renewal.insert.includes(offer) || changes.has(offer))
      .map((offer) => ({ own, offer, id: changes.get(offer) ?? null }));
  });
  if (wanted.length === 0) return 0;
  const shown = await loadShown(session, {
    messages: wanted.flatMap(({ offer }) =>
      offer.evidence.slice(0, SHOWN_EVENTS).map(({ message }) => message),
    ),
    contacts: wanted.map(({ own }) => own.contact.id),
    persons: [...new Set(wanted.map(({ own }) => own.candidate.person))],
  });
  const context = { shown, settings: needs.settings, keys: needs.keys };
  const written = wanted.map(({ own, offer, id }) => ({ id, row: writeOffer(own, offer, context) }));
  const fresh = written.filter(({ id }) => id === null).map(({ row }) => row);
  await insertRecommendations(session.trx, runId, asOfMs, fresh);
  const changed = written.flatMap(({ id, row }) => (id === null ? [] : [{ id, row }]));
  await changeRecommendations(session.trx, runId, changed);
  return fresh.length;
}
