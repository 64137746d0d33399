import { problem } from "@kontor/protocol";
import type { Request } from "express";
import { RateLimit } from "./rate-limit.ts";

/** How much the hub takes of whom, in each of its processes (DESIGN 6). */
export interface RateLimits {
	/** Requests a second with one credential of a merchant, or of a session in a shop's admin; an average over ten seconds. */
	readonly merchantsPerSecond: number;
	/** With one of a host, which settles each piece of work by itself. */
	readonly hostsPerSecond: number;
	/** Wrong credentials and signatures a minute from one address. */
	readonly failuresPerMinute: number;
	/** How often a minute the page behind one link may be opened or sent. */
	readonly pagesPerMinute: number;
}

/** More than any honest caller needs: they keep one from slowing all others. */
export const GENEROUS: RateLimits = {
	merchantsPerSecond: 100,
	hostsPerSecond: 5_000,
	failuresPerMinute: 100,
	pagesPerMinute: 30,
};

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** Bursts are no harm. */
const AVERAGED_S = 10;

/** Who asks too much. A request counts when it comes: how long it waits for work costs nobody anything. */
export class Admission {
	readonly #merchants: RateLimit;
	readonly #hosts: RateLimit;
	readonly #failures: RateLimit;
	readonly #pages: RateLimit;

	constructor({ merchantsPerSecond, hostsPerSecond, failuresPerMinute, pagesPerMinute }: RateLimits) {
		const averaged = (perSecond: number) =>
			new RateLimit({ most: perSecond * AVERAGED_S, inMs: AVERAGED_S * SECOND_MS });
		this.#merchants = averaged(merchantsPerSecond);
		this.#hosts = averaged(hostsPerSecond);
		this.#failures = new RateLimit({ most: failuresPerMinute, inMs: MINUTE_MS });
		this.#pages = new RateLimit({ most: pagesPerMinute, inMs: MINUTE_MS });
	}

	/**
	 * Before a credential is looked up: from an address that showed too many wrong ones, only those come through that were good
	 * just now, since many may share an address.
	 * @throws ProblemError 429
	 */
	enter({ ip = "" }: Request, credential: string | null): void {
		if (credential !== null) {
			const known = this.#merchants.count(credential) + this.#hosts.count(credential) > 0;
			refuseFor(Math.max(this.#merchants.wait(credential), this.#hosts.wait(credential)));
			if (known) return;
		}
		refuseFor(this.#failures.wait(ip));
	}

	/** A credential that is none, or a signature that does not fit. */
	failed({ ip = "" }: Request): void {
		this.#failures.take(ip);
	}

	/** A request with a credential that is good. @throws ProblemError 429 */
	count(credential: string, audience: "merchant" | "host" | "operator"): void {
		if (audience !== "operator") refuseFor((audience === "host" ? this.#hosts : this.#merchants).take(credential));
	}

	/** Opens the page behind a link once more. @param link null: it is none of ours @returns milliseconds until it may be; 0: now */
	openPage(request: Request, link: string | null): number {
		if (link !== null) return this.#pages.take(link);
		this.failed(request);
		return this.#failures.wait(request.ip ?? "");
	}
}

function refuseFor(waitMs: number): void {
	if (waitMs > 0) throw problem("TOO_MANY", { retryAfterMs: Math.ceil(waitMs), forMerchant: TOO_MANY });
}

const TOO_MANY = {
	de: "Das waren zu viele Anfragen auf einmal. Bitte warten Sie einen Augenblick.",
	en: "These were too many requests at once. Please wait a moment.",
};
