// A registry (OCI distribution specification) with one image: BASE with a new layer on top whenever its tag is asked for, as one that is
// built again and again. The layer takes SECONDS to serve. Runs in a pod.
import {createHash, randomBytes} from 'node:crypto';
import {createServer} from 'node:http';
import {setTimeout as sleep} from 'node:timers/promises';

const base = JSON.parse(process.env.BASE);
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const LAYER_BYTES = 3_000_000;
const SLICES = 20;
const contents = new Map();

createServer(async ({url, method}, response) => {
  if (url === '/v2/') return response.end();
  const [, kind, reference] = /^\/v2\/moving\/(manifests|blobs)\/(.+)$/.exec(url) ?? [];
  const digest = kind === 'manifests' && !reference.startsWith('sha256:') ? build() : reference;
  const content = contents.get(digest);
  if (content === undefined) return response.writeHead(404).end();
  const type = kind === 'manifests' ? MANIFEST : 'application/octet-stream';
  response.writeHead(200, {'docker-content-digest': digest, 'content-type': type, 'content-length': content.length});
  if (method === 'GET') await send(content, response);
  response.end();
}).listen(8080);

async function send(content, response) {
  if (content.length < LAYER_BYTES) return response.write(content);
  for (let slice = 0; slice < SLICES; slice++) {
    await sleep((1000 * process.env.SECONDS) / SLICES);
    response.write(content.subarray((slice * content.length) / SLICES, ((slice + 1) * content.length) / SLICES));
  }
}

// Adds a layer to the base, and returns the digest of the manifest.
function build() {
  const layer = tar('moved', randomBytes(LAYER_BYTES));
  const diffs = [...base.config.rootfs.diff_ids, keep(layer)];
  const config = Buffer.from(JSON.stringify({...base.config, rootfs: {type: 'layers', diff_ids: diffs}, history: []}));
  const layers = [...base.sizes, layer.length].map((size, index) => ({
    mediaType: 'application/vnd.oci.image.layer.v1.tar',
    digest: diffs[index],
    size,
  }));
  const described = {mediaType: 'application/vnd.oci.image.config.v1+json', digest: keep(config), size: config.length};
  return keep(Buffer.from(JSON.stringify({schemaVersion: 2, mediaType: MANIFEST, config: described, layers})));
}

function keep(content) {
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  contents.set(digest, content);
  return digest;
}

// An archive of one file, in the POSIX ustar format.
function tar(name, content) {
  const header = Buffer.alloc(512);
  const size = content.length.toString(8).padStart(11, '0');
  header.write(name, 0);
  header.write(['0000644', '0000000', '0000000', size, '00000000000', ''].join('\0'), 100); // mode, owner, group, size, time
  header.write('        0', 148); // the checksum counts as spaces; a regular file
  header.write('ustar\x0000', 257);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return Buffer.concat([header, content, Buffer.alloc(1024 + ((512 - (content.length % 512)) % 512))]);
}
