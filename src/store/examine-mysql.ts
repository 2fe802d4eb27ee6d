import { type Check, failed, ok, warning } from '../core/check.ts';
import type { Db } from './connect.ts';
import { schemaState } from './migrate.ts';

type Variables = { readonly version: string; readonly packet: number; readonly zone: string };

/** Looks at our own database: version, schema, limits. The connection must already answer. */
export async function examineMysql(db: Db): Promise<readonly Check[]> {
  const { version, packet, zone } = await readVariables(db);
  const state = await schemaState(db);
  return [
    isSupported(version)
      ? ok('MySQL version', version)
      : failed('MySQL version', version, 'use MySQL 8.4+ or MariaDB 10.11+'),
    state.pending.length === 0 && state.unknown.length === 0
      ? ok('schema', state.expected)
      : failed(
          'schema',
          `${state.pending.length} migrations to apply, ${state.unknown.length} unknown`,
          state.unknown.length > 0 ? 'update the program' : 'run `sms-reports migrate`',
        ),
    packet >= 16 * 2 ** 20
      ? ok('max_allowed_packet', `${Math.round(packet / 2 ** 20)} MiB`)
      : warning(
          'max_allowed_packet',
          `${packet} bytes`,
          'set it to 16 MiB or more, or large reports are refused',
        ),
    zone === '+00:00'
      ? ok('session time zone', zone)
      : failed('session time zone', zone, 'the session could not be set to UTC'),
  ];
}

async function readVariables(db: Db): Promise<Variables> {
  const [rows] = await db.raw<[readonly Variables[], unknown]>(
    'SELECT VERSION() AS version, @@max_allowed_packet AS packet, @@session.time_zone AS zone',
  );
  const row = rows[0];
  if (row === undefined) return { version: 'unknown', packet: 0, zone: 'unknown' };
  return row;
}

/** MariaDB 10.11+ or MySQL 8.4+; MariaDB names itself in the version. */
export function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split(/[.-]/).map(Number);
  const least = /mariadb/i.test(version) ? [10, 11] : [8, 4];
  const [leastMajor = 0, leastMinor = 0] = least;
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
