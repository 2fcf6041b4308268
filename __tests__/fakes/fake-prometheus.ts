import type {IncomingMessage} from 'node:http';
import type {Answer} from '../../src/measure/usage/prometheus/answer.js';
import {type LocalServer, localHttpServer} from './local-server.js';

/** A row of a range vector: its labels, and samples of [Unix seconds, value]. */
export interface Row {
  metric: Record<string, string>;
  values: [number, string | number][];
}

/** A server that answers as Prometheus' HTTP API does. */
export interface FakePrometheus extends LocalServer {
  /** Every query, with the headers it came with. */
  asked: {query: string; time: string | null; path: string; headers: IncomingMessage['headers']}[];
  /** The series it has; empty at first. */
  rows: Row[];
  /** Its clock, in Unix seconds. */
  now: () => number;
  /** Changes what it answers to queries of usage. */
  twist: ((body: object) => Partial<Answer>) | undefined;
}

/** Starts one; `now` is in Unix seconds. */
export async function fakePrometheus(now: () => number): Promise<FakePrometheus> {
  const fake: Omit<FakePrometheus, keyof LocalServer> = {asked: [], rows: [], now, twist: undefined};
  const server = await localHttpServer((request, response) => {
    const {pathname, searchParams} = new URL(request.url ?? '/', 'http://fake');
    const query = searchParams.get('query') ?? '';
    fake.asked.push({query, time: searchParams.get('time'), path: pathname, headers: request.headers});
    const body = bodyOf(query, fake);
    const {status = 200, type = 'application/json', text = JSON.stringify(body), location} = fake.twist?.(body) ?? {};
    response.writeHead(status, {'content-type': type, ...(location === undefined ? {} : {location})});
    response.end(text);
  });
  return Object.assign(fake, server);
}

function bodyOf(query: string, {rows, now}: Pick<FakePrometheus, 'rows' | 'now'>): object {
  const success = (resultType: string, result: unknown) => ({status: 'success', data: {resultType, result}});
  if (query === 'time()') return success('scalar', [now(), String(now())]);
  if (query.startsWith('count(')) {
    const count = rows.filter(({metric}) => query.includes(metric.__name__ ?? '?')).length;
    return success('vector', count === 0 ? [] : [{metric: {}, value: [now(), String(count)]}]);
  }
  const told = rows.map(({metric, values}) => ({metric, values: values.map(([at, value]) => [at, String(value)])}));
  return success('matrix', told);
}
