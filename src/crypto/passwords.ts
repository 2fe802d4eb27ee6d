import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { Failure } from '../core/failure.ts';

export type PasswordHash = {
  readonly hash: Buffer;
  readonly salt: Buffer;
  readonly n: number;
  readonly r: number;
  readonly p: number;
};

/** 32 MiB and three runs: one of the settings the OWASP password storage sheet calls equal. */
const COST = { n: 32_768, r: 8, p: 3 } as const;
const LENGTH = 32;
const SHORTEST = 12;
const LONGEST = 256;

/** Throws `bad-input` for a password that is too short, too long or too plain. */
export async function hashPassword(password: string): Promise<PasswordHash> {
  const text = password.normalize('NFKC');
  const letters = Array.from(text).length;
  if (letters < SHORTEST || text.length > LONGEST)
    throw new Failure('bad-input', `password: must have ${SHORTEST} to ${LONGEST} characters`);
  if (new Set(text).size < 5)
    throw new Failure('bad-input', 'password: repeats too few characters; use several words');
  const salt = randomBytes(16);
  return { hash: await derive(text, { salt, ...COST }), salt, ...COST };
}

/** Takes its time also where there is no user, so that an answer does not tell who exists. */
export async function isPassword(password: string, stored: PasswordHash | null): Promise<boolean> {
  const { hash, ...cost } = stored ?? NOBODY;
  const given = await derive(password.slice(0, LONGEST * 4).normalize('NFKC'), cost);
  return timingSafeEqual(given, hash) && stored !== null;
}

const NOBODY: PasswordHash = { hash: randomBytes(LENGTH), salt: randomBytes(16), ...COST };

function derive(text: string, { salt, n, r, p }: Omit<PasswordHash, 'hash'>): Promise<Buffer> {
  const options: ScryptOptions = { N: n, r, p, maxmem: 256 * n * r };
  return new Promise((resolve, reject) => {
    scrypt(text, salt, LENGTH, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
