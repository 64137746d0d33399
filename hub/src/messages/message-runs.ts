import type { Hub } from "../hub.ts";
import { sendLetters } from "../letters/send-letters.ts";
import { sendMail } from "./send-mail.ts";

/** Mail servers and letter services are mostly waited for. */
const MOST_AT_ONCE = 8;

/** What sends messages in this process: one run per merchant; other processes may send the same merchant's beside it. */
export class MessageRuns {
	readonly #running = new Map<string, Promise<void>>();
	readonly #stop = new AbortController();

	/** Begins what is due, as far as there is room. Merchants take turns, however much one of them has to send. */
	async look(hub: Hub): Promise<void> {
		if (this.#running.size >= MOST_AT_ONCE || this.#stop.signal.aborted) return;
		const { rows } = await hub.db.pool.query<{ merchant_id: string }>(
			`WITH RECURSIVE due(merchant_id) AS (
			   (SELECT merchant_id FROM message_dues ORDER BY merchant_id LIMIT 1)
			   UNION ALL
			   SELECT (SELECT m.merchant_id FROM message_dues m WHERE m.merchant_id > due.merchant_id ORDER BY m.merchant_id LIMIT 1)
			     FROM due WHERE due.merchant_id IS NOT NULL)
			 SELECT merchant_id FROM due
			  WHERE EXISTS (SELECT FROM message_dues m WHERE m.merchant_id = due.merchant_id AND m.due_at <= $1)`,
			[hub.clock()],
		);
		for (const { merchant_id } of rows) {
			if (this.#running.size >= MOST_AT_ONCE) return;
			if (!this.#running.has(merchant_id)) this.#begin(hub, merchant_id);
		}
	}

	/** Resolves when nothing runs. */
	async idle(): Promise<void> {
		while (this.#running.size > 0) await Promise.all(this.#running.values());
	}

	/** Ends each run after the message it is at. */
	async close(): Promise<void> {
		this.#stop.abort(new Error("the hub stops"));
		await this.idle();
	}

	#begin(hub: Hub, merchantId: string): void {
		const failed = (error: unknown) => hub.log.error({ err: error }, "sending messages failed");
		// Side by side: a slow mail server is no reason for letters to wait.
		const ended = Promise.all([
			sendMail(hub, merchantId, this.#stop.signal).catch(failed),
			sendLetters(hub, merchantId, this.#stop.signal).catch(failed),
		]).then(() => void this.#running.delete(merchantId));
		this.#running.set(merchantId, ended);
	}
}
