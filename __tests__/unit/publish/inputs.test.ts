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
    expect(readEvent(env, pull('o/r')).pullRequest).toEqual({number: 7, fromFork: false, baseSha: 'abc'});
    expect(readEvent(env, pull('mallory/r')).pullRequest?.fromFork).toBe(true);
    expect(readEvent(env, pull(null)).pullRequest?.fromFork).toBe(true);
    expect(readEvent(env, {}).pullRequest).toBeUndefined();
  });

  it('takes a runner for self-hosted unless GitHub says otherwise', () => {
    expect(readEvent(env, {}).selfHosted).toBe(true);
    expect(readEvent({...env, RUNNER_ENVIRONMENT: undefined}, {}).selfHosted).toBe(true);
    expect(readEvent({...env, RUNNER_ENVIRONMENT: 'github-hosted'}, {}).selfHosted).toBe(false);
  });
});
