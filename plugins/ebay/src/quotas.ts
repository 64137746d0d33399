/** eBay counts the calls of the whole application by API and day; its day begins at midnight Pacific time. */

/** A burst is refused with the same words as a day that is used up: asked again after so long, or with the new day. */
const PAUSE_MS = 15 * 60_000;
const DAY_S = 86_400;

const PACIFIC = new Intl.DateTimeFormat("en-US", {
	timeZone: "America/Los_Angeles",
	hourCycle: "h23",
	hour: "2-digit",
	minute: "2-digit",
	second: "2-digit",
});

/** How long to leave an API alone that said its limit is reached, where it did not say itself. */
export function pauseMs(now: Date): number {
	const [hours = 0, minutes = 0, seconds = 0] = PACIFIC.format(now).split(":").map(Number);
	return Math.min(PAUSE_MS, (DAY_S - (hours * 3600 + minutes * 60 + seconds)) * 1000);
}

/** Which APIs of an application are to be left alone: one seller finds out, and the others need not ask. */
export class Quotas {
	readonly #until = new Map<string, number>();

	/** Milliseconds until the API may be asked again; 0: now. */
	waitMs(clientId: string, api: string, now: Date): number {
		return Math.max(0, (this.#until.get(`${clientId} ${api}`) ?? 0) - now.getTime());
	}

	usedUp(clientId: string, api: string, now: Date, forMs: number): void {
		this.#until.set(`${clientId} ${api}`, now.getTime() + forMs);
	}
}

/** "/sell/fulfillment/v1/order" belongs to "sell/fulfillment", "/ws/api.dll" to "ws/api.dll". */
export function apiOf(path: string): string {
	return path.split(/[/?]/).slice(1, 3).join("/");
}
