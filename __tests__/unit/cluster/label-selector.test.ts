import {labelMatcher} from '../../../src/cluster/label-selector.js';

describe('labelMatcher', () => {
  it.each([
    ['app=shop', {app: 'shop'}, true],
    ['app==shop', {app: 'shop'}, true],
    ['app=shop', {app: 'mail'}, false],
    ['app=shop,tier=web', {app: 'shop', tier: 'web', extra: 'x'}, true],
    ['app=shop,tier=web', {app: 'shop'}, false],
    ['env!=dev', {}, true],
    ['env!=dev', {env: 'dev'}, false],
    ['tier in (web, api)', {tier: 'api'}, true],
    ['tier in (web,api),app=shop', {tier: 'db', app: 'shop'}, false],
    ['tier notin (db)', {}, true],
    ['tier notin (db)', {tier: 'db'}, false],
    ['canary', {canary: ''}, true],
    ['canary', {}, false],
    ['!canary', {}, true],
    ['!canary', {canary: 'yes'}, false],
    ['', {any: 'thing'}, true],
  ] as [string, Record<string, string>, boolean][])('%s on %j is %s', (selector, labels, expected) => {
    expect(labelMatcher(selector)(labels)).toBe(expected);
  });

  it.each(['a=(b', 'a in b', 'a b', '=a', '!'])('refuses %j', selector => {
    expect(() => labelMatcher(selector)).toThrow(`unable to parse requirement: ${JSON.stringify(selector)}`);
  });
});
