import type { Hub } from "../hub.ts";
import { LETTERS } from "../letters/send-letters.ts";
import { readBounces, readOperatorsBounces } from "./read-bounces.ts";
import type { MailboxPlace } from "./read-mailbox.ts";
import { runChannel } from "./run-channel.ts";
import { EMAILS } from "./send-mail.ts";

/** Mail servers and letter services are mostly waited for. */
const MOST_AT_ONCE = 16;

/** How often the operator's mailbox is looked into. */
const VISIT_EVERY_MS = 10 * 60_000;

type Task = (hub: Hub, merchantId: string, stop: AbortSignal) => Promise<void>;

/** What is done for a merchant, each by itself: a slow mail server is no reason for letters to wait. */
const TASKS: Readonly<Record<"emails" | "letters" | "mailbox", Task>> = {
	emails: (hub, merchantId, stop) => runChannel(hub, EMAILS, merchantId, stop),
	letters: (hub, merchantId, stop) => runChannel(hub, LETTERS, merchantId, stop),
	mailbox: readBounces,
};

interface Run {
	readonly merchantId: string;
	readonly task: Task;
}

/** What sends messages in this process: one run per merchant and task; other processes may send the same merchant's beside it. */
export class MessageRuns {
	readonly #running = new Map<string, Promise<void>>();
	/** Those for which there was no room yet. */
	readonly #waiting = new Map<string, Run>();
	readonly #stop = new AbortController();
	/** Of the operator's own mailbox. */
	#visited: { readonly at: number; readonly place: MailboxPlace | null } | null = null;

	/** Begins what is due. Merchants take turns, however much one of them has to send, and whether or not he lets it go. */
	async look(hub: Hub): Promise<void> {
		if (this.#stop.signal.aborted) return;
		const { rows } = await hub.db.pool.query<{ merchant_id: string; mailbox: boolean }>(
			`WITH RECURSIVE due(merchant_id) AS (
			   (SELECT merchant_id FROM message_dues ORDER BY merchant_id LIMIT 1)
			   UNION ALL
			   SELECT (SELECT m.merchant_id FROM message_dues m WHERE m.merchant_id > due.merchant_id ORDER BY m.merchant_id LIMIT 1)
			     FROM due WHERE due.merchant_id IS NOT NULL)
			 SELECT merchant_id, EXISTS (SELECT FROM message_dues m WHERE m.message_id = due.merchant_id AND m.due_at <= $1) AS mailbox FROM due
			  WHERE EXISTS (SELECT FROM message_dues m WHERE m.merchant_id = due.merchant_id AND m.due_at <= $1)`,
			[hub.clock()],
		);
		for (const { merchant_id: merchantId, mailbox } of rows) {
			this.#enqueue("emails", merchantId);
			this.#enqueue("letters", merchantId);
			// It is due under its merchant's own id.
			if (mailbox) this.#enqueue("mailbox", merchantId);
		}
		this.#visitOperatorsMailbox(hub);
		this.#beginNext(hub);
	}

	/** Resolves when nothing runs. */
	async idle(): Promise<void> {
		while (this.#running.size > 0) await Promise.all(this.#running.values());
	}

	/** Ends each run after the message it is at. */
	async close(): Promise<void> {
		this.#waiting.clear();
		this.#stop.abort(new Error("the hub stops"));
		await this.idle();
	}

	#enqueue(name: keyof typeof TASKS, merchantId: string): void {
		const key = `${name} ${merchantId}`;
		if (!this.#running.has(key)) this.#waiting.set(key, { merchantId, task: TASKS[name] });
	}

	#visitOperatorsMailbox(hub: Hub): void {
		const now = hub.clock().getTime();
		const { at = null, place = null } = this.#visited ?? {};
		if (hub.bounceMailbox === null || (at !== null && now - at < VISIT_EVERY_MS)) return;
		this.#visited = { at: now, place };
		const visit = async (_: Hub, __: string, stop: AbortSignal) => {
			this.#visited = { at: now, place: await readOperatorsBounces(hub, place, stop) };
		};
		this.#waiting.set("operator", { merchantId: "", task: visit });
	}

	/** Whoever waits the longest comes first. */
	#beginNext(hub: Hub): void {
		for (const [key, run] of this.#waiting) {
			if (this.#running.size >= MOST_AT_ONCE || this.#stop.signal.aborted) return;
			this.#waiting.delete(key);
			this.#begin(hub, key, run);
		}
	}

	#begin(hub: Hub, key: string, { merchantId, task }: Run): void {
		const ended = task(hub, merchantId, this.#stop.signal)
			.catch((error: unknown) => hub.log.error({ err: error }, "sending messages failed"))
			.then(() => {
				this.#running.delete(key);
				this.#beginNext(hub);
			});
		this.#running.set(key, ended);
	}
}
