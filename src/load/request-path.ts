import type {Route} from './route.js';

/** The path of a request by a route: escaped, and with its `..` resolved before the route's prefix is added, so that it can't leave it. */
export function requestPath(route: Pick<Route, 'basePath'>, path: string): string {
  const {pathname, search} = new URL(`http://host${path}`);
  return route.basePath + pathname + search;
}
