import {type Kubeconfig, parseKubeconfig} from '../../../src/cluster/kubeconfig.js';
import {findAccess} from '../../../src/cluster/open-cluster.js';
import {Failure} from '../../../src/failure.js';
import {CommandError} from '../../../src/runtime/command.js';
import {aKubeconfig} from '../../builders/a-kubeconfig.js';
import {fakeRun} from '../../fakes/fake-run.js';

const notInstalled = (program: string) => new Failure('environment', `the program \`${program}\` was not found`);

const kubeconfig = (...contexts: string[]): Promise<Kubeconfig> =>
  parseKubeconfig(
    contexts.reduce((config, name) => config.withContext(name), aKubeconfig()).build(),
    '/home/me/.kube/config',
  );

describe('the way into a cluster', () => {
  it('is the kubeconfig’s, without asking any program', async () => {
    const {run, lines} = fakeRun({}, notInstalled);
    const access = await findAccess({kind: 'ci'}, await kubeconfig('kind-ci', 'prod'), run);
    expect(access).toMatchObject({context: 'kind-ci', server: 'https://kind-ci.example:6443'});
    expect(lines).toEqual([]);
  });

  it.each([[{kind: 'ci'}], ['kind' as const]])(
    'is had from the program kind where the kubeconfig lacks it (%j)',
    async cluster => {
      const {run, lines} = fakeRun(
        {
          'kind get clusters': 'ci\n',
          'kind get kubeconfig --name ci': aKubeconfig().withContext('kind-ci', 'https://127.0.0.1:6444').build(),
        },
        notInstalled,
      );
      const access = await findAccess(cluster, await kubeconfig('prod'), run);
      expect(access).toMatchObject({context: 'kind-ci', server: 'https://127.0.0.1:6444'});
      expect(lines).toEqual(['kind get clusters', 'kind get kubeconfig --name ci']);
    },
  );

  it('is refused where the program kind knows several', async () => {
    const {run} = fakeRun({'kind get clusters': 'a\nb\n'}, notInstalled);
    await expect(findAccess('kind', await kubeconfig(), run)).rejects.toMatchObject({
      blame: 'usage',
      message: '`cluster: kind` fits several clusters: kind-a, kind-b',
    });
  });

  it('is missing with the command that makes the cluster', async () => {
    const {run} = fakeRun({'kind get clusters': 'other\n'}, notInstalled);
    await expect(findAccess({kind: 'ci'}, await kubeconfig('prod'), run)).rejects.toMatchObject({
      blame: 'environment',
      message: 'there is no KIND cluster ci: /home/me/.kube/config has prod, and the program kind knows other',
      hint: 'Create it with `kind create cluster --name ci`.',
    });
  });

  it.each(['', 'No kind clusters found.\n'])('is missing where kind knows none and says %j', async output => {
    const {run} = fakeRun({'kind get clusters': output}, notInstalled);
    await expect(findAccess('kind', await kubeconfig(), run)).rejects.toMatchObject({
      message:
        'there is no KIND cluster: /home/me/.kube/config has none, or does not exist, and the program kind knows none',
      hint: 'Create it with `kind create cluster --name kind`.',
    });
  });

  it('is missing where kind is not installed', async () => {
    const {run} = fakeRun({}, notInstalled);
    await expect(findAccess({kind: 'ci'}, await kubeconfig(), run)).rejects.toMatchObject({
      blame: 'environment',
      hint: 'Create it with `kind create cluster --name ci`.',
    });
  });

  it('says so when kind fails', async () => {
    const {run} = fakeRun(
      {'kind get clusters': new CommandError('kind get clusters', 1, 'Cannot connect to the Docker daemon')},
      notInstalled,
    );
    await expect(findAccess({kind: 'ci'}, await kubeconfig(), run)).rejects.toMatchObject({
      blame: 'environment',
      hint: 'Is Docker running?',
    });
  });

  it.each([
    [
      'minikube' as const,
      'there is no context minikube: /home/me/.kube/config has prod, dev',
      'minikube start -p minikube',
    ],
    [{minikube: 'shop'}, 'there is no context shop: /home/me/.kube/config has prod, dev', 'minikube start -p shop'],
    [{context: 'staging'}, 'there is no context staging: /home/me/.kube/config has prod, dev', '--context'],
  ])('is missing with what there is (%j)', async (cluster, message, hint) => {
    const {run, lines} = fakeRun({}, notInstalled);
    await expect(findAccess(cluster, await kubeconfig('prod', 'dev'), run)).rejects.toMatchObject({
      blame: 'environment',
      message,
      hint: expect.stringContaining(hint),
    });
    expect(lines).toEqual([]);
  });
});
