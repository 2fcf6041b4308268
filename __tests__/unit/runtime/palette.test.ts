import {createPalette} from '../../../src/runtime/palette.js';

const terminal = {isTTY: true};
const pipe = {};

describe('createPalette', () => {
  it.each([
    ['a terminal', {stream: terminal, env: {}}],
    ['FORCE_COLOR in a pipe', {stream: pipe, env: {FORCE_COLOR: '1'}}],
    ['an empty FORCE_COLOR', {stream: pipe, env: {FORCE_COLOR: ''}}],
    ['FORCE_COLOR against NO_COLOR', {stream: pipe, env: {FORCE_COLOR: '1', NO_COLOR: '1'}}],
    ['an empty NO_COLOR', {stream: terminal, env: {NO_COLOR: ''}}],
  ])('colours for %s', (_, options) => {
    expect(createPalette(options)('good', 'pass')).toBe('\u001b[32mpass\u001b[39m');
  });

  it.each([
    ['a pipe', {stream: pipe, env: {}}],
    ['NO_COLOR', {stream: terminal, env: {NO_COLOR: '1'}}],
    ['FORCE_COLOR=0', {stream: terminal, env: {FORCE_COLOR: '0'}}],
    ['--no-color, whatever else is said', {stream: terminal, env: {FORCE_COLOR: '1'}, color: 'never' as const}],
    ['a dumb terminal', {stream: terminal, env: {TERM: 'dumb'}}],
    ['GitHub Actions', {stream: terminal, env: {GITHUB_ACTIONS: 'true'}}],
  ])('leaves text as it is for %s', (_, options) => {
    expect(createPalette(options)('bad', 'fail')).toBe('fail');
  });

  it('adds no codes to nothing', () => {
    expect(createPalette({stream: terminal, env: {}})('strong', '')).toBe('');
  });
});
