import { faultAt, Unreadable } from "../fault.ts";
import type { ReadOptions, StatementReader, StatementSink } from "../format.ts";
import type { Entry, Position } from "../model.ts";
import { Answer, parseJson } from "./answer.ts";
import { entryOf, type Listed } from "./entry.ts";
import { withoutRepeats } from "./repeats.ts";

/** Two years of a busy account, several times over. */
const MOST_BYTES = 256 * 1024 * 1024;
const WHERE: Position = { line: 1 };

/** Reads one answer, held as a whole: JSON has no end before its end, and an answer is small. */
export class GoCardlessReader implements StatementReader {
	private readonly sink: StatementSink;
	private readonly options: ReadOptions;
	private readonly decoder = new TextDecoder();
	private text = "";
	private size = 0;

	constructor(sink: StatementSink, options: ReadOptions) {
		this.sink = sink;
		this.options = options;
	}

	write(bytes: Uint8Array): void {
		this.size += bytes.length;
		if (this.size <= MOST_BYTES) this.text += this.decoder.decode(bytes, { stream: true });
		else this.text = "";
	}

	end(): void {
		if (this.size > MOST_BYTES) {
			this.sink({ type: "fault", error: faultAt(WHERE, TOO_LARGE, `${this.size} Bytes`) });
			return;
		}
		try {
			this.report(entriesOf(answerOf(this.text + this.decoder.decode()), this.options));
		} catch (error) {
			if (!(error instanceof Unreadable)) throw error;
			this.sink({ type: "fault", error: error.fault });
		}
	}

	/** One statement for each currency of the account. */
	private report(entries: readonly Entry[]): void {
		const currencies = Map.groupBy(entries, ({ amount }) => amount.currency);
		for (const [currency, ofCurrency] of currencies) {
			for (const entry of ofCurrency) this.sink({ type: "entry", entry });
			this.sink({ type: "statement", head: { ...HEAD, currency } });
		}
		if (currencies.size === 0) this.sink({ type: "statement", head: HEAD });
	}
}

const HEAD = { format: "gocardless", account: { id: "" }, warnings: [], position: WHERE } as const;

function answerOf(text: string): Answer {
	try {
		return Answer.parse(parseJson(text));
	} catch {
		throw new Unreadable(faultAt(WHERE, EXPECTED, text.slice(0, 200)));
	}
}

function entriesOf({ transactions, last_updated }: Answer, { raw = true }: ReadOptions): Entry[] {
	const listed = (status: Listed["status"]) =>
		(transactions[status] ?? []).map((given, index): Listed => ({ given, index, status }));
	const all = withoutRepeats([...listed("booked"), ...listed("pending")].map((one) => entryOf(one, last_updated)));
	return raw ? all : all.map((entry) => ({ ...entry, raw: "" }));
}

const EXPECTED = {
	de: 'JSON mit {"transactions": {"booked": […]}}',
	en: 'JSON with {"transactions": {"booked": […]}}',
};
const TOO_LARGE = { de: `höchstens ${MOST_BYTES} Bytes`, en: `at most ${MOST_BYTES} bytes` };
