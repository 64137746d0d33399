import type { OrderView } from "./order-view.ts";

/** More than a decision looks at, mostly. A power of two. */
const SIZE = 512;

/** The views in use: of the slots that share a place the one asked for last. */
export class ViewCache {
	readonly #create: (slot: number) => OrderView;
	readonly #views: (OrderView | undefined)[] = Array.from({ length: SIZE });

	constructor(create: (slot: number) => OrderView) {
		this.#create = create;
	}

	get(slot: number): OrderView {
		const known = this.#views[slot & (SIZE - 1)];
		if (known !== undefined && known.slot === slot) return known;
		const view = this.#create(slot);
		this.#views[slot & (SIZE - 1)] = view;
		return view;
	}

	/** The order changed: who asks next gets another view. */
	forget(slot: number): void {
		const place = slot & (SIZE - 1);
		if (this.#views[place]?.slot === slot) this.#views[place] = undefined;
	}
}
