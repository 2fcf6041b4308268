import type {FaultPlan} from '../../../src/chaos/engine.js';
import {requestFault} from '../../../src/chaos/native/request.js';
import type {OnceRequest, SendOnce} from '../../../src/load/send-once.js';
import type {RequestFaultSpec} from '../../../src/spec/schema.js';
import {fakeClock} from '../../fakes/fake-clock.js';

const fault: RequestFaultSpec = {
  method: 'POST',
  path: '/api/stress?duration=30',
  headers: {},
  undo: {method: 'POST', path: '/api/stress/stop'},
} as RequestFaultSpec;
const plan = {experiment: {name: 'stress', for: 30_000}, repeat: 1} as unknown as FaultPlan;
const never = new AbortController().signal;

function recording(answer: SendOnce): {send: SendOnce; sent: OnceRequest[]} {
  const sent: OnceRequest[] = [];
  const send: SendOnce = (request, signal) => {
    sent.push(request);
    return answer(request, signal);
  };
  return {sent, send};
}

describe('requestFault', () => {
  it('is injected when the endpoint answers as expected, and ends by itself', async () => {
    const clock = fakeClock(1000);
    const {send, sent} = recording(async () => ({status: 202, expected: true}));
    const injection = await requestFault(fault, plan, {clock, send}, never);
    expect(injection).toMatchObject({
      lifecycle: 'lasting',
      requestedAt: 1000,
      acknowledgedAt: 1000,
      applied: 'POST /api/stress?duration=30 answered 202',
    });
    await clock.advance(30_000);
    expect(await injection.remove()).toBe(31_000);
    expect(sent.map(request => request.path)).toEqual(['/api/stress?duration=30']);
  });

  it('is ended early by its undo request', async () => {
    const clock = fakeClock();
    const {send, sent} = recording(async () => ({status: 202, expected: true}));
    const injection = await requestFault(fault, plan, {clock, send}, never);
    await clock.advance(10_000);
    await injection.remove();
    expect(sent.map(request => request.path)).toEqual(['/api/stress?duration=30', '/api/stress/stop']);
  });

  it('counts from the sending where the endpoint answers only when the stress is over', async () => {
    const clock = fakeClock(500);
    const pending = requestFault(fault, plan, {clock, send: () => new Promise(() => {})}, never);
    await clock.advance(3_000);
    expect(await pending).toMatchObject({
      requestedAt: 500,
      acknowledgedAt: 500,
      applied: 'sent POST /api/stress?duration=30, which has not answered yet',
    });
  });

  it('is inconclusive when the endpoint refuses or can’t be reached', async () => {
    const clock = fakeClock();
    await expect(
      requestFault(fault, plan, {clock, send: async () => ({status: 404, expected: false})}, never),
    ).rejects.toMatchObject({
      blame: 'inconclusive',
      message: 'POST /api/stress?duration=30 answered 404, so there is no stress to measure',
    });
    await expect(
      requestFault(fault, plan, {clock, send: async () => Promise.reject(new Error('ECONNREFUSED'))}, never),
    ).rejects.toMatchObject({
      blame: 'inconclusive',
      message: 'POST /api/stress?duration=30 could not be sent: ECONNREFUSED',
    });
  });
});
