import { BIRD } from './bird.ts';
import { GENERIC } from './generic.ts';
import type { ProviderImporter } from './importer.ts';
import { INFOBIP } from './infobip.ts';
import { KANNEL } from './kannel.ts';
import { LINK_MOBILITY } from './link-mobility.ts';
import { LINK_MOBILITY_DK } from './link-mobility-dk.ts';
import { LINK_MOBILITY_GATEDR } from './link-mobility-gatedr.ts';
import { LINK_MOBILITY_PSWIN } from './link-mobility-pswin.ts';
import { MESSAGEBIRD } from './messagebird.ts';
import { SINCH } from './sinch.ts';
import { SMPP } from './smpp.ts';
import { TWILIO } from './twilio.ts';
import { VONAGE } from './vonage.ts';
import { VONAGE_MESSAGES } from './vonage-messages.ts';

/** Every provider we can read, by id. The order is that of lists shown to people. */
export const PROVIDERS: readonly ProviderImporter[] = [
  LINK_MOBILITY,
  LINK_MOBILITY_DK,
  LINK_MOBILITY_PSWIN,
  LINK_MOBILITY_GATEDR,
  TWILIO,
  INFOBIP,
  VONAGE,
  VONAGE_MESSAGES,
  SINCH,
  BIRD,
  MESSAGEBIRD,
  KANNEL,
  SMPP,
  GENERIC,
];

export function findProvider(id: string): ProviderImporter | null {
  return PROVIDERS.find((provider) => provider.id === id) ?? null;
}
