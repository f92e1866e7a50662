/** What is asked of the port that fetches. */
export type FetchRequest = { url: string; etag: string | null; lastModified: string | null };

/** Every way in which a fetch is bound to end; none of them is thrown. */
export type Fetched =
  | {
      outcome: 'fetched';
      bytes: Uint8Array;
      contentType: string;
      /** The address that answered, after redirects. */
      url: string;
      /** Set when every redirect on the way was permanent. */
      movedTo: string | null;
      etag: string | null;
      lastModified: string | null;
      /** Seconds for which the answer says it stays fresh. */
      maxAge: number | null;
    }
  | { outcome: 'unchanged'; maxAge: number | null }
  | { outcome: 'gone' }
  | { outcome: 'failed'; reason: string; retryAfter: number | null };

export type FetchFeed = (request: FetchRequest) => Promise<Fetched>;
