/** The object that a text holds as JSON; undefined when it holds none. Its fields are still to be checked. */
export function parseObject<T>(text: string): Partial<T> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
