import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';

export function noSuchId(kind: 'campaign' | 'segment', index: number, id: string): Failure {
  return new Failure('bad-input', `${kind}Ids[${index}]: there is no ${kind} ${shownText(id)}`);
}

export function noSuchName(kind: 'brand' | 'tag', index: number, name: string): Failure {
  return new Failure('bad-input', `${kind}s[${index}]: no campaign has the ${kind} ${shownText(name)}`);
}
