import type { AdminFrame } from "@kontor/connector";
import { EmbeddedSession } from "@kontor/protocol/embedded";
import { Problem, ProblemError } from "@kontor/protocol/problem";
import { refusedPlainly } from "../api/refusal.ts";

/** A session with less than this left is renewed first: a form takes a moment to send. */
const SPARE_MS = 60_000;

/**
 * The session of this page, in memory and nowhere else: whoever reloads the page proves again who he is. Opened when it
 * is first needed, and renewed where the admin gives a new proof.
 */
export class PageSession {
	readonly #exchange: string | null;
	readonly #frame: AdminFrame;
	#opening: Promise<EmbeddedSession> | undefined;

	constructor(exchange: string | null, frame: AdminFrame) {
		this.#exchange = exchange;
		this.#frame = frame;
	}

	/** @throws ProblemError that says what the merchant can do */
	async current(): Promise<EmbeddedSession> {
		this.#opening ??= this.#open();
		const session = await this.#opening;
		if (Date.parse(session.expiresAt) - Date.now() > SPARE_MS || !this.#frame.renews) return session;
		return this.renewed(session);
	}

	/** Another one than the given, which is good no more. @throws ProblemError where the page has to be opened again */
	async renewed(old: EmbeddedSession): Promise<EmbeddedSession> {
		if (!this.#frame.renews) throw refusedPlainly("sessionOver");
		const opening = this.#opening;
		if ((await opening)?.key === old.key && this.#opening === opening) this.#opening = this.#open();
		return this.#opening ?? this.#open();
	}

	/** A refused opening is not kept: the next try may go better. */
	#open(): Promise<EmbeddedSession> {
		const opening = this.#ask();
		opening.catch(() => {
			if (this.#opening === opening) this.#opening = undefined;
		});
		return opening;
	}

	async #ask(): Promise<EmbeddedSession> {
		if (this.#exchange === null) throw refusedPlainly("noHost");
		const { query, headers } = await this.#frame.proof();
		const answer = await fetch(`${this.#exchange}${query}`, { method: "POST", headers, credentials: "omit" }).catch(
			() => {
				throw refusedPlainly("unreachable");
			},
		);
		const body: unknown = await answer.json().catch(() => null);
		if (answer.ok) return EmbeddedSession.parse(body);
		const problem = Problem.safeParse(body);
		throw problem.success ? new ProblemError(problem.data) : refusedPlainly("unreachable");
	}
}
