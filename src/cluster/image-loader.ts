/** Brings an image of this machine's Docker to the cluster's nodes. */
export interface ImageLoader {
  /** How, for people: `kind load docker-image`. */
  readonly how: string;
  load(image: string, signal?: AbortSignal): Promise<void>;
}
