import type { OrderView } from "./order-view.ts";

/** Views per generation; two are kept: mostly more than a decision looks at. More would grow old and cost the garbage collector. */
const GENERATION = 256;

/** The views in use, by slot. Those not asked for while a whole generation was are let go. */
export class ViewCache {
	readonly #create: (slot: number) => OrderView;
	#younger = new Map<number, OrderView>();
	#older = new Map<number, OrderView>();

	constructor(create: (slot: number) => OrderView) {
		this.#create = create;
	}

	get(slot: number): OrderView {
		const known = this.#younger.get(slot);
		if (known !== undefined) return known;
		const view = this.#older.get(slot) ?? this.#create(slot);
		if (this.#younger.size >= GENERATION) {
			this.#older = this.#younger;
			this.#younger = new Map();
		}
		this.#younger.set(slot, view);
		return view;
	}

	/** The order changed: who asks next gets another view. */
	forget(slot: number): void {
		this.#younger.delete(slot);
		this.#older.delete(slot);
	}
}
