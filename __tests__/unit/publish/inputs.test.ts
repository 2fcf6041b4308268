import {readFileSync} from 'node:fs';
import {parse} from 'yaml';
import {readEvent} from '../../../src/publish/event.js';
import {readInputs} from '../../../src/publish/inputs.js';
import {recordingCore} from '../../fakes/recording-core.js';

const action = parse(readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8'));

describe('the inputs', () => {
  it('have the defaults that action.yml states', () => {
    const stated = Object.fromEntries(
      Object.entries(action.inputs as Record<string, {default?: string}>).flatMap(([name, input]) =>
        input.default === undefined || name === 'github-token' ? [] : [[name, input.default]],
      ),
    );
    expect(readInputs(recordingCore(stated))).toEqual(readInputs(recordingCore()));
  });

  it('are refused where they are not one of the allowed words', () => {
    expect(() => readInputs(recordingCore({comment: 'yes'}))).toThrow(
      'the input `comment` is "yes"; allowed is true or false',
    );
    expect(() => readInputs(recordingCore({'spec-ref': 'main'}))).toThrow('allowed is head or base');
  });
});

describe('readEvent', () => {
  const env = {
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_RUN_ID: '5',
    RUNNER_ENVIRONMENT: 'self-hosted',
  };
  const pull = (head: string | null) => ({
    pull_request: {
      number: 7,
      head: {repo: head === null ? null : {full_name: head}},
      base: {repo: {full_name: 'o/r'}, sha: 'abc'},
    },
  });

  it('knows a pull request of the repository itself from one of a fork, deleted or not', () => {
    expect(readEvent(env, pull('o/r'))).toMatchObject({pullRequest: {number: 7, fromFork: false}, baseSha: 'abc'});
    expect(readEvent(env, pull('mallory/r')).pullRequest?.fromFork).toBe(true);
    expect(readEvent(env, pull(null)).pullRequest?.fromFork).toBe(true);
    expect(readEvent(env, {}).pullRequest).toBeUndefined();
  });

  it.each<[string, object, string | undefined]>([
    ['push', {ref: 'refs/heads/main', before: 'a', after: 'b'}, undefined],
    ['merge_group', {action: 'checks_requested', merge_group: {head_sha: 'a', base_sha: 'b', base_ref: 'main'}}, 'b'],
    ['workflow_dispatch', {inputs: null, ref: 'refs/heads/main'}, undefined],
    ['schedule', {schedule: '0 2 * * *'}, undefined],
  ])('finds no pull request in a %s, and a base where there is one', (name, payload, baseSha) => {
    expect(readEvent({...env, GITHUB_EVENT_NAME: name}, payload)).toMatchObject({
      name,
      pullRequest: undefined,
      baseSha,
    });
  });

  it('takes a runner for self-hosted unless GitHub says otherwise', () => {
    expect(readEvent(env, {}).selfHosted).toBe(true);
    expect(readEvent({...env, RUNNER_ENVIRONMENT: undefined}, {}).selfHosted).toBe(true);
    expect(readEvent({...env, RUNNER_ENVIRONMENT: 'github-hosted'}, {}).selfHosted).toBe(false);
  });
});
