import { describe, expect, it } from 'vitest';
import { FAILURE_CLASSES, failureClassOf, isFailureClass } from '../../src/core/failure-class.ts';

describe('failure classes', () => {
  const names = Object.keys(FAILURE_CLASSES).filter(isFailureClass);

  it('are 24 with the numbers 0 to 23, each once', () => {
    const numbers = names.map((name) => FAILURE_CLASSES[name].number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, number) => number));
  });

  it('keep the numbers that stored receipts and the roll-up SQL rely on', () => {
    expect(FAILURE_CLASSES.invalid_number.number).toBe(1);
    expect(FAILURE_CLASSES.no_dlr.number).toBe(21);
    expect(FAILURE_CLASSES.canceled.number).toBe(22);
    expect(FAILURE_CLASSES.unknown.number).toBe(23);
  });

  it('are found again by number', () => {
    for (const name of names) expect(failureClassOf(FAILURE_CLASSES[name].number)).toBe(name);
    expect(failureClassOf(24)).toBeNull();
  });

  it('are permanent only where the number itself is bad', () => {
    const permanent = names.filter((name) => FAILURE_CLASSES[name].group === 'permanent');
    expect(permanent).toEqual(['invalid_number', 'not_sms_capable', 'barred']);
  });
});
