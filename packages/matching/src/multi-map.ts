/** Several values under one key, most often one: then no list is kept for it. */
export class MultiMap<K, V extends object> {
	readonly #map = new Map<K, V | V[]>();

	add(key: K, value: V): void {
		const known = this.#map.get(key);
		if (known === undefined) this.#map.set(key, value);
		else if (Array.isArray(known)) known.push(value);
		else this.#map.set(key, [known, value]);
	}

	/** Takes out this very value. */
	remove(key: K, value: V): void {
		const known = this.#map.get(key);
		if (!Array.isArray(known)) {
			if (known === value) this.#map.delete(key);
			return;
		}
		const place = known.indexOf(value);
		if (place >= 0) known.splice(place, 1);
		if (known.length === 0) this.#map.delete(key);
	}

	get(key: K): readonly V[] {
		const known = this.#map.get(key);
		if (known === undefined) return [];
		return Array.isArray(known) ? known : [known];
	}
}
