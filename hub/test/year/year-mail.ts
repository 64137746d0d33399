import type { Random } from "@kontor/receivables/simulation";
import type { Client } from "pg";
import { type SmtpSink, startSink } from "../messages/smtp-sink.ts";

/** A message as a customer's mail server got it. */
export interface Arrived {
	/** The hub's own, from its Message-ID. */
	readonly message: string;
	/** The order's state in the moment it came. */
	readonly orderState: string | null;
	readonly to: string;
	readonly raw: string;
}

/** Customers' mail servers: one in some puts off, refuses, or breaks the connection. */
export class YearMail {
	readonly #sink: SmtpSink;
	readonly arrived: Arrived[] = [];

	private constructor(sink: SmtpSink, sql: Client, chance: Random) {
		this.#sink = sink;
		sink.onRecipient = () => {
			const how = chance.next();
			if (how < 0.06) return { code: 450, text: "4.7.1 greylisted, try again later" };
			return how < 0.07 ? { code: 550, text: "5.1.1 no such user" } : null;
		};
		sink.onText = async (raw, to) => {
			const [, message = ""] = /^Message-ID: <([0-9a-f-]{36})@/im.exec(raw) ?? [];
			const { rows } = await sql.query<{ state: string }>(
				"SELECT o.state FROM messages m JOIN orders o ON o.merchant_id = m.merchant_id AND o.id = m.order_id WHERE m.id = $1",
				[message],
			);
			const how = chance.next();
			if (how < 0.01) return "drop";
			this.arrived.push({ message, orderState: rows[0]?.state ?? null, to, raw });
			// It has the message, and its answer is lost.
			return how < 0.02 ? "drop" : "take";
		};
	}

	static async open(sql: Client, chance: Random): Promise<YearMail> {
		return new YearMail(await startSink(), sql, chance);
	}

	get port(): number {
		return this.#sink.port;
	}

	close(): Promise<void> {
		return this.#sink.close();
	}
}
