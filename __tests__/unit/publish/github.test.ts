import {type GitHub, openGitHub} from '../../../src/publish/github.js';
import {type FakeGitHub, fakeGitHub} from '../../fakes/fake-github.js';

describe('a file of the repository', () => {
  let github: FakeGitHub;
  let read: GitHub['readFile'];
  beforeEach(async () => {
    github = await fakeGitHub();
    read = openGitHub('t', {owner: 'o', repo: 'r', baseUrl: github.origin}).readFile;
  });
  afterEach(async () => {
    await github.close();
    expect(github.violations).toEqual([]);
  });

  it('is read as text, and is undefined where there is none', async () => {
    github.files.set('prices.yaml', 'currency: €\n');
    expect(await read('prices.yaml', 'abc')).toBe('currency: €\n');
    expect(await read('absent.yaml', 'abc')).toBeUndefined();
  });

  it('may be empty', async () => {
    github.files.set('prices.yaml', '');
    expect(await read('prices.yaml', 'abc')).toBe('');
  });

  it('is refused where GitHub leaves out its content, and is not taken for empty', async () => {
    github.files.set('prices.csv', 'x'.repeat(2 ** 20 + 1));
    await expect(read('prices.csv', 'abc')).rejects.toMatchObject({
      blame: 'usage',
      message: 'GitHub does not give the content of prices.csv in the base branch',
      hint: expect.stringContaining('up to 1 MB'),
    });
  });
});
