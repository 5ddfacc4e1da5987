import { Problem } from '../../contracts/index.js';

interface PlacesOptions {
  /** What takes a place, as messages call it. */
  readonly noun: string;
  /** The setting that says how many there are; its `_per_client` how many one client may take. */
  readonly setting: string;
  readonly total: number;
  readonly perClient: number;
}

const COME_BACK = { headers: { 'retry-after': '1' } };

/** Places that are taken and given back, so many in all and so many for one client. */
export class Places {
  readonly #options: PlacesOptions;
  readonly #byClient = new Map<string, number>();
  #taken = 0;

  constructor(options: PlacesOptions) {
    this.#options = options;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Throws a problem, 429 where the client has its share already, else 503, where there is none left. */
  take(client: string): void {
    const { noun, setting, total, perClient } = this.#options;
    const own = this.#byClient.get(client) ?? 0;
    if (own >= perClient) {
      const detail = `You have ${own} ${noun} open already; at most ${perClient} are allowed (${setting}_per_client).`;
      throw new Problem('too_many_requests', detail, COME_BACK);
    }
    if (this.#taken >= total) {
      const detail = `This service has ${total} ${noun} open already, which is all that it takes on (${setting}).`;
      throw new Problem('unavailable', detail, COME_BACK);
    }
    this.#taken++;
    this.#byClient.set(client, own + 1);
  }

  giveBack(client: string): void {
    const own = this.#byClient.get(client) ?? 0;
    this.#taken--;
    if (own > 1) this.#byClient.set(client, own - 1);
    else this.#byClient.delete(client);
  }
}
