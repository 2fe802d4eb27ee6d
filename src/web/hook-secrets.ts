import { Failure } from '../core/failure.ts';

const SHORTEST = 16;

/**
 * HOOK_SECRETS, `name=value` divided by blanks or line ends. Throws `bad-config` that names each bad one by its place
 * or name, never by its value.
 */
export function readHookSecrets(text: string, secretKey: string | null): ReadonlyMap<string, string> {
  const secrets = new Map<string, string>();
  const problems: string[] = [];
  for (const [at, pair] of text.split(/\s+/).filter(Boolean).entries()) {
    const [, name, value] = /^([a-z0-9][a-z0-9_-]{0,63})=(.+)$/.exec(pair) ?? [];
    if (name === undefined || value === undefined) problems.push(`entry ${at + 1} is not name=value`);
    else if (secrets.has(name)) problems.push(`${name} is there twice`);
    else if (value.length < SHORTEST || new Set(value).size < 6)
      problems.push(`${name} must have at least ${SHORTEST} characters of randomness`);
    else if (value === secretKey) problems.push(`${name} is SECRET_KEY; make one of its own`);
    else secrets.set(name, value);
  }
  if (problems.length > 0)
    throw new Failure('bad-config', problems.map((problem) => `HOOK_SECRETS: ${problem}`).join('\n'));
  return secrets;
}
