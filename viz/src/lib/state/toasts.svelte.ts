export interface Toast {
  readonly id: number;
  readonly tone: 'good' | 'bad';
  readonly message: string;
}

const SHOWN_MS = 6_000;

/** Short notices that something was done. What must not be missed is said in the page instead. */
class Toasts {
  items = $state<Toast[]>([]);
  #lastId = 0;

  show(message: string, tone: Toast['tone'] = 'good'): void {
    this.#lastId += 1;
    const id = this.#lastId;
    this.items.push({ id, tone, message });
    setTimeout(() => this.dismiss(id), SHOWN_MS);
  }

  dismiss(id: number): void {
    this.items = this.items.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
