/** The one door to the heavy client library: it is imported when needed, and bundled apart. */
export {KubeConfig} from '@kubernetes/client-node';
