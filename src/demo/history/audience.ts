import { quoted } from './csv-file.ts';
import { ZONES } from './people.ts';
import { looseNotation, phoneNumber } from './phone-number.ts';
import { DAY_S } from './plan.ts';
import type { World } from './world.ts';

/** Segments, contacts, campaigns and variants: what is there before the first message. */
export function writeAudience(world: World): void {
  const { plan, files, utc } = world;
  for (const { id, name } of plan.segments) files.segments.row(`${id},${quoted(name)}`);
  writeContacts(world);
  for (const campaign of plan.campaigns) {
    const { sending } = campaign;
    const scheduledS = sending.kind === 'blast' ? sending.startS : sending.fromDay * DAY_S;
    const randomHour = sending.kind === 'blast' && sending.randomHour ? 1 : 0;
    const aims = campaign.audience.map(({ segment }) => plan.segments[segment]?.id ?? '').join('|');
    files.campaigns.row(
      `${campaign.id},${quoted(campaign.name)},${campaign.kind},${quoted(campaign.theme)},${utc(scheduledS)},${campaign.timezone},${randomHour},${campaign.linkCount},${aims}`,
    );
    for (const variant of campaign.variants) {
      files.variants.row(
        `${variant.id},${campaign.id},${quoted(variant.label)},${variant.plannedShare},${Number(variant.isHoldout)},${Number(variant.isControl)},${quoted(variant.text)}`,
      );
    }
  }
}

function writeContacts({ plan, people, files, utc }: World): void {
  const perCountry = plan.countries.map(() => 0);
  let previous = { phone: '', country: -1 };
  for (let contact = 0; contact < people.count; contact += 1) {
    const country = people.country[contact] ?? 0;
    const name = plan.countries[country]?.country ?? 'NO';
    const index = perCountry[country] ?? 0;
    perCountry[country] = index + 1;
    const phone = phoneNumber(name, index);
    const isTwice =
      plan.sameNumberEvery !== null && contact % plan.sameNumberEvery === 0 && previous.country === country;
    const shown = isTwice ? looseNotation(previous.phone) : phone;
    previous = { phone, country };
    const zone = people.zone[contact] ?? 255;
    const segment = plan.segments[people.segment[contact] ?? 0]?.id ?? '';
    files.contacts.row(
      `c${contact},${shown},${name},${ZONES[zone] ?? ''},${segment},${utc(people.createdS[contact] ?? 0)}`,
    );
  }
}
