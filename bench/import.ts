import type { PrivateServers } from '../src/servers/private-servers.ts';
import type { Figure } from './results.ts';

/** Messages per second through the product's own import. */
export async function benchImport(
  _servers: PrivateServers,
  { tell }: { readonly messages: number; readonly seed: number; readonly tell: (line: string) => void },
): Promise<readonly Figure[]> {
  tell('import: importFiles is not there yet');
  return [];
}
