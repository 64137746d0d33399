/**
 * Reading a list by pages that changes meanwhile. easybill neither sorts nor marks where a page ends, so pages can only be
 * asked for by number. They are read from the last to the first: what leaves the list moves the others towards pages that
 * are still to come. What comes into it may move others onto pages that were read; then the list has grown, and those
 * pages are read again.
 */
export interface Place {
	/** The next page to read. */
	readonly page: number;
	/** How long the list was. */
	readonly total: number;
}

export interface ListedPage<T> {
	readonly items: readonly T[];
	readonly pages: number;
	readonly perPage: number;
	readonly total: number;
}

export interface Swept<T> {
	readonly items: readonly T[];
	/** Where to go on; null at the end. */
	readonly next: Place | null;
}

/** From the beginning (null), or from where an earlier sweep came to. */
export async function* sweep<T>(
	list: (page: number) => Promise<ListedPage<T>>,
	from: Place | null,
): AsyncGenerator<Swept<T>> {
	for (let place = from, end = false; !end; ) {
		const page = await list(place?.page ?? 1);
		const next = nextPlace(place, page);
		yield { items: page.items, next };
		place = next;
		end = next === null;
	}
}

function nextPlace<T>(place: Place | null, { pages, perPage, total }: ListedPage<T>): Place | null {
	// Only now it is known that there is more than one; the first is read again at the end.
	if (place === null) return pages > 1 ? { page: pages, total } : null;
	const grown = Math.max(0, total - place.total);
	const page = grown > 0 ? place.page + Math.ceil(grown / perPage) : place.page - 1;
	return page < 1 ? null : { page: Math.min(page, Math.max(1, pages)), total };
}
