import { expect, it } from 'vitest';
import { reviewUrl } from '../../src/pipelines/review-url.ts';
import { openReviewLink } from '../../src/web/review-link.ts';
import { at } from '../support/build-performance.ts';

const secretKey = 'k'.repeat(32);
const report = { asOf: at('2026-11-23T08:00'), run: { id: '4711' } };
const open = (url: string, now: string) => {
  const { host, pathname } = new URL(url);
  return openReviewLink(secretKey, host, pathname.split('/').at(-1) ?? '', at(now));
};

it('opens the list for seven days from the data of the report, under the path of the site', () => {
  const url = reviewUrl({ publicUrl: 'https://example.com/sms/', secretKey }, report) ?? '';
  expect(url).toMatch(/^https:\/\/example\.com\/sms\/review\/1\./);
  expect(open(url, '2026-11-30T07:59')).toHaveProperty('query');
  expect(open(url, '2026-11-30T08:01')).toMatchObject({ status: 410 });
  expect(open(url.replace('example.com', 'evil.example'), '2026-11-24T08:00')).toMatchObject({ status: 403 });
});

it('is the same for the same report, so that a report made again has the same bytes', () => {
  const site = { publicUrl: 'https://example.com', secretKey };
  expect(reviewUrl(site, report)).toBe(reviewUrl(site, report));
});

it('is none where no pages are configured', () => {
  expect(reviewUrl({ publicUrl: null, secretKey }, report)).toBeNull();
});
