import { expect, it } from 'vitest';
import { createHostCircuit } from '../../src/mail/host-circuit.ts';

const START = Temporal.Instant.from('2026-11-25T08:00:00Z');
const at = (minutes: number): Temporal.Instant => START.add({ seconds: Math.round(minutes * 60) });
const OUTAGE = { config: false, reason: 'connection refused' };

it('a healthy host is entered at once', () => {
  expect(createHostCircuit().enter(START)).toBeNull();
});

it('after trouble everybody waits, then one tries, then all go', () => {
  const circuit = createHostCircuit();
  expect(circuit.troubled(START, OUTAGE)).toEqual(at(1));
  expect(circuit.enter(at(0.5))).toEqual(at(1));
  expect(circuit.enter(at(1))).toBeNull();
  expect(circuit.enter(at(1))).toEqual(at(3));
  circuit.worked();
  expect(circuit.enter(at(1.1))).toBeNull();
});

it('waits longer each time the probe fails: 1, 2, 5, 10, 10 minutes', () => {
  const circuit = createHostCircuit();
  let now = START;
  const waits = [1, 2, 3, 4, 5].map(() => {
    const until = circuit.troubled(now, OUTAGE);
    const wait = until.since(now).total('minutes');
    now = until;
    expect(circuit.enter(now)).toBeNull();
    return wait;
  });
  expect(waits).toEqual([1, 2, 5, 10, 10]);
});

it('counts mails that failed together once', () => {
  const circuit = createHostCircuit();
  circuit.troubled(START, OUTAGE);
  expect(circuit.troubled(at(0.1), OUTAGE)).toEqual(at(1));
  expect(circuit.enter(at(1))).toBeNull();
  expect(circuit.troubled(at(1), OUTAGE)).toEqual(at(3));
});

it('a wrong setting waits ten minutes at once', () => {
  expect(createHostCircuit().troubled(START, { config: true, reason: '535' })).toEqual(at(10));
});

it('a probe that never reports does not shut it for ever', () => {
  const circuit = createHostCircuit();
  circuit.troubled(START, OUTAGE);
  expect(circuit.enter(at(1))).toBeNull();
  expect(circuit.enter(at(3))).toBeNull();
});

it('who enters and has nothing to send leaves the try to the next', () => {
  const circuit = createHostCircuit();
  circuit.troubled(START, OUTAGE);
  expect(circuit.enter(at(1))).toBeNull();
  circuit.unused(at(1));
  expect(circuit.enter(at(1))).toBeNull();
  expect(circuit.enter(at(1))).toEqual(at(3));
});

it('tells since when there is trouble and what was said last', () => {
  const circuit = createHostCircuit();
  expect(circuit.trouble()).toBeNull();
  circuit.troubled(START, OUTAGE);
  circuit.enter(at(1));
  circuit.troubled(at(1), { config: true, reason: '535 no' });
  expect(circuit.trouble()).toEqual({ since: START, config: true, reason: '535 no' });
  circuit.worked();
  expect(circuit.trouble()).toBeNull();
});
