import {secretManifests} from '../../../src/deploy/secrets.js';

describe('secretManifests', () => {
  it('makes Secrets of values from the spec and the environment', () => {
    const [secret] = secretManifests([{name: 'db', data: {user: 'app', password: {fromEnv: 'DB_PASSWORD'}}}], {
      DB_PASSWORD: 'pässword',
    });
    expect(secret).toEqual({
      origin: 'victim.secrets db',
      object: {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {name: 'db'},
        type: 'Opaque',
        data: {user: 'YXBw', password: Buffer.from('pässword').toString('base64')},
      },
    });
  });

  it('names the variable that is not set, and takes an empty one', () => {
    const secrets = [{name: 'db', data: {password: {fromEnv: 'DB_PASSWORD'}}}];
    expect(() => secretManifests(secrets, {})).toThrow(
      'victim.secrets db.password takes its value from the environment variable DB_PASSWORD',
    );
    expect(secretManifests(secrets, {DB_PASSWORD: ''})[0]?.object.data).toEqual({password: ''});
  });
});
