/** Several values under one key, most often one: then no list is kept for it. */
export class MultiMap<K, V extends object | number> {
	readonly #map = new Map<K, V | V[]>();

	add(key: K, value: V): void {
		const known = this.#map.get(key);
		if (known === undefined) this.#map.set(key, value);
		else if (Array.isArray(known)) known.push(value);
		else this.#map.set(key, [known, value]);
	}

	/** Takes out every value under the key for which `gone` holds. */
	remove(key: K, gone: (value: V) => boolean): void {
		const left = this.get(key).filter((value) => !gone(value));
		const [only] = left;
		if (only === undefined) this.#map.delete(key);
		else this.#map.set(key, left.length === 1 ? only : left);
	}

	get(key: K): readonly V[] {
		const known = this.#map.get(key);
		if (known === undefined) return [];
		return Array.isArray(known) ? known : [known];
	}
}
