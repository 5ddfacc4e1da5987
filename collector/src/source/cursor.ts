import { StartError } from '@ml-microservices/shared/service';
import { compileStrict } from '@ml-microservices/shared/validation';
import Type, { type Static } from 'typebox';
import { SyncedFile } from './synced-file.js';

const State = Type.Object({ offset: Type.Integer({ minimum: 0 }), sha256: Type.String() });
const isState = compileStrict(State);

/** A state is overwritten in place by one write of one length within one sector, so it is never torn. */
const STATE_BYTES = 128;

/** Where the next batch starts that asks for no offset. It belongs to one source: another one starts at its first row. */
export class Cursor {
  readonly #file: SyncedFile;
  readonly #sha256: string;
  #offset = 0;

  /** `name` is what errors call the file. */
  constructor(path: string, name: string, sha256: string) {
    this.#file = new SyncedFile(path);
    this.#sha256 = sha256;
    const state = readState(this.#file, name);
    if (state?.sha256 === sha256) this.#offset = state.offset;
    else this.moveTo(0);
  }

  get offset(): number {
    return this.#offset;
  }

  moveTo(offset: number): void {
    const state: Static<typeof State> = { offset, sha256: this.#sha256 };
    this.#file.write(Buffer.from(`${JSON.stringify(state).padEnd(STATE_BYTES - 1)}\n`), 0);
    this.#offset = offset;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** Undefined where there is none yet. */
function readState(file: SyncedFile, name: string): Static<typeof State> | undefined {
  if (file.size === 0) return undefined;
  const state = parse(file.read(0, file.size).toString('utf8'));
  if (!isState(state)) throw new StartError(`${name} is damaged; delete it to go on from the first row of the source`);
  return state;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
