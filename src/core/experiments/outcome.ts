/** What a test can be decided on, per assigned contact. `of` is the kind of conversion: purchase, signup, visit. */
export type Outcome =
  | { readonly kind: 'click' }
  | { readonly kind: 'conversion'; readonly of: string }
  /** per assigned contact, zeros kept; one currency or a refusal */
  | { readonly kind: 'revenue'; readonly of: string }
  | { readonly kind: 'opt-out' }
  | { readonly kind: 'non-delivery' };

/** `click`, `conversion:purchase`, `revenue:purchase`, `opt-out`, `non-delivery`: the word of plans, JSON and the command line. */
export function outcomeId(outcome: Outcome): string {
  return 'of' in outcome ? `${outcome.kind}:${outcome.of}` : outcome.kind;
}

/** @returns null when the word names no outcome */
export function parseOutcome(id: string): Outcome | null {
  const [kind, of, ...rest] = id.split(':');
  if (rest.length > 0) return null;
  if (kind === 'click' || kind === 'opt-out' || kind === 'non-delivery')
    return of === undefined ? { kind } : null;
  if (kind !== 'conversion' && kind !== 'revenue') return null;
  return of !== undefined && /^[a-z][a-z0-9_-]{0,31}$/.test(of) ? { kind, of } : null;
}

/** true = an arm with more of it is the better one */
export function isHigherBetter(outcome: Outcome): boolean {
  return outcome.kind !== 'opt-out' && outcome.kind !== 'non-delivery';
}
