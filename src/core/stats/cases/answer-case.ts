import { Failure } from '../../failure.ts';
import { quoted } from '../../shown-text.ts';
import { isObject, readCase } from './case-reader.ts';
import { STATS_METHODS } from './catalogue.ts';
import type { CaseAnswer, StatsMethod } from './stats-method.ts';

/**
 * The answer of one method to one case: `{ family, id, input, ... }`, or the input alone.
 * Numbers in the answer are finite or null; keys of the input that the method does not know stand in `ignored`.
 * @throws Failure bad-input: an unknown method, a case of another family, an input that is not allowed
 */
export function answerCase(family: string, json: unknown): CaseAnswer {
  const method = requireMethod(family);
  const reader = readCase(inputOf(json, method));
  const answer = Object.fromEntries(
    Object.entries(method.answer(reader)).map(([key, value]) => [key, finite(value)]),
  );
  const ignored = reader.unread();
  return ignored.length === 0 ? answer : { ...answer, ignored };
}

/** The case as text, as it comes on standard input. */
export function parseCase(text: string): unknown {
  if (text.trim() === '') throw new Failure('bad-input', 'standard input is empty; send one JSON case');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Failure('bad-input', 'standard input is not JSON; send one JSON case', { cause });
  }
}

function requireMethod(family: string): StatsMethod {
  const method = STATS_METHODS.find((one) => one.family === family);
  if (method !== undefined) return method;
  throw new Failure(
    'bad-input',
    `unknown method ${quoted(family)}; sms-reports stats --list shows the ${STATS_METHODS.length} there are`,
  );
}

function inputOf(json: unknown, { family, input }: StatsMethod): Readonly<Record<string, unknown>> {
  if (!isObject(json))
    throw new Failure('bad-input', `a case must be a JSON object, ${family} takes ${input}`);
  const said = json['family'];
  if (said !== undefined && said !== family) {
    const shown = quoted(typeof said === 'string' ? said : JSON.stringify(said));
    throw new Failure('bad-input', `family: the case is of ${shown}, asked was ${family}`);
  }
  if (json['input'] === undefined) {
    const { family: _family, ...bare } = json;
    return bare;
  }
  if (isObject(json['input'])) return json['input'];
  throw new Failure('bad-input', `input: must be an object, ${family} takes ${input}`);
}

/** JSON has no NaN and no infinity: they would become null without a word inside lists, too. */
function finite(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(finite);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, finite(one)]));
  return value ?? null;
}
