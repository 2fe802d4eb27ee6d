import type { ProviderImporter } from './importer.ts';
import { KANNEL } from './kannel.ts';
import { LINK_MOBILITY } from './link-mobility.ts';
import { LINK_MOBILITY_DK } from './link-mobility-dk.ts';
import { LINK_MOBILITY_GATEDR } from './link-mobility-gatedr.ts';
import { LINK_MOBILITY_PSWIN } from './link-mobility-pswin.ts';
import { SMPP } from './smpp.ts';

/** Every provider we can read, by id. The order is that of lists shown to people. */
export const PROVIDERS: readonly ProviderImporter[] = [
  LINK_MOBILITY,
  LINK_MOBILITY_DK,
  LINK_MOBILITY_PSWIN,
  LINK_MOBILITY_GATEDR,
  KANNEL,
  SMPP,
];

export function findProvider(id: string): ProviderImporter | null {
  return PROVIDERS.find((provider) => provider.id === id) ?? null;
}
