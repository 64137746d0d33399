import type { Entry, StoredEntry } from "./entry.ts";

/** The stored entries, each of which can be taken for one delivered entry only. */
export class Stock<S extends StoredEntry> {
	readonly #all: readonly S[];
	readonly #taken = new Set<S>();
	readonly #byStrongId: ReadonlyMap<string, readonly S[]>;
	readonly #byContent: ReadonlyMap<string, readonly S[]>;

	constructor(entries: readonly S[]) {
		this.#all = entries;
		this.#byStrongId = grouped(entries, ({ strongId }) => (strongId === null ? [] : [strongId]));
		this.#byContent = grouped(entries, ({ contentKey, otherKeys }) => new Set([contentKey, ...otherKeys]));
	}

	/** By what the bank guarantees. */
	withStrongId({ strongId }: Entry): S | undefined {
		return strongId === null ? undefined : this.#byStrongId.get(strongId)?.find((stored) => this.isLeft(stored));
	}

	/** By all that the bank says; one of the same status where there is one. */
	withContent({ contentKey, pending, strongId }: Entry): S | undefined {
		const left = this.#byContent.get(contentKey)?.filter((stored) => this.isLeft(stored)) ?? [];
		return left.toSorted(
			(a, b) =>
				Number(a.pending !== pending) - Number(b.pending !== pending) ||
				Number(contradict(a.strongId, strongId)) - Number(contradict(b.strongId, strongId)) ||
				a.occurrence - b.occurrence,
		)[0];
	}

	/** How many there are with this content, taken or not. */
	countOf(contentKey: string): number {
		return this.#byContent.get(contentKey)?.length ?? 0;
	}

	/** The first free number among twins. */
	nextOccurrence(contentKey: string): number {
		const own = this.#byContent.get(contentKey)?.filter((stored) => stored.contentKey === contentKey) ?? [];
		return own.reduce((most, { occurrence }) => Math.max(most, occurrence), 0) + 1;
	}

	get left(): S[] {
		return this.#all.filter((stored) => this.isLeft(stored));
	}

	isLeft(stored: S): boolean {
		return !this.#taken.has(stored);
	}

	take(stored: S): void {
		this.#taken.add(stored);
	}

	/** Was no match after all. */
	giveBack(stored: S): void {
		this.#taken.delete(stored);
	}
}

/** Both were given an id by the bank, and not the same. */
export function contradict(a: string | null, b: string | null): boolean {
	return a !== null && b !== null && a !== b;
}

export function grouped<T, K>(items: Iterable<T>, keysOf: (item: T) => Iterable<K>): Map<K, T[]> {
	const groups = new Map<K, T[]>();
	for (const item of items) {
		for (const key of keysOf(item)) {
			const group = groups.get(key);
			if (group === undefined) groups.set(key, [item]);
			else group.push(item);
		}
	}
	return groups;
}
