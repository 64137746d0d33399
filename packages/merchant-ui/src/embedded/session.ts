import type { EmbeddedSession } from "@kontor/protocol/embedded";
import { refusedPlainly } from "../api/refusal.ts";
import type { Opening } from "./opening.ts";

/** A session with less than this left is renewed first: a form takes a moment to send. */
const SPARE_MS = 60_000;

/**
 * The session of this page, in memory and nowhere else: whoever reloads the page proves again who he is. Opened when it
 * is first needed, and renewed where there is a new proof.
 */
export class PageSession {
	readonly #by: Opening;
	#opening: Promise<EmbeddedSession> | undefined;

	constructor(by: Opening) {
		this.#by = by;
	}

	/** @throws ProblemError that says what the merchant can do */
	async current(): Promise<EmbeddedSession> {
		this.#opening ??= this.open();
		const session = await this.#opening;
		if (Date.parse(session.expiresAt) - Date.now() > SPARE_MS || !this.#by.renews) return session;
		return this.renewed(session);
	}

	/** Another one than the given, which is good no more. @throws ProblemError where the page has to be opened again */
	async renewed(old: EmbeddedSession): Promise<EmbeddedSession> {
		if (!this.#by.renews) throw refusedPlainly(this.#by.over);
		const opening = this.#opening;
		if ((await opening)?.key === old.key && this.#opening === opening) this.#opening = this.open();
		return this.#opening ?? this.open();
	}

	/** Another one, whatever there is. A refused opening is not kept: the next try may go better. */
	open(): Promise<EmbeddedSession> {
		const opening = this.#by.open();
		this.#opening = opening;
		opening.catch(() => {
			if (this.#opening === opening) this.#opening = undefined;
		});
		return opening;
	}
}
