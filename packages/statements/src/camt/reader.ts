import { SaxesParser, type SaxesTagPlain } from "saxes";
import type { Decoding } from "../decoding.ts";
import { faultAt, Unreadable } from "../fault.ts";
import type { ReadOptions, StatementReader, StatementSink } from "../format.ts";
import type { StatementFault, StatementFormat } from "../model.ts";
import { Ampersands } from "./ampersands.ts";
import { declaredDecoding } from "./decoding.ts";
import type { Node } from "./node.ts";
import { SourceText } from "./source-text.ts";
import { StatementInWork } from "./statement.ts";
import { ENTRY, STATEMENT } from "./statement-schema.ts";

/** Deeper than any bank nests, and longer than any single text: beyond that the file is not read on. */
const DEEPEST = 100;
const LONGEST_TEXT = 1024 * 1024;

/**
 * Reads camt.052, .053 and .054 in every version, by local names, never validating. Fast because nothing is built for
 * elements that nobody asks for, and because only one entry's texts are held at a time.
 */
export class CamtReader implements StatementReader {
	private readonly sink: StatementSink;
	private readonly keepRaw: boolean;
	private readonly parser = new SaxesParser();
	private readonly ampersands = new Ampersands();
	private readonly source = new SourceText();
	private decoding: Decoding | undefined;
	private started = false;
	/** The file cannot be read any further. */
	private dead = false;
	/** A fault was reported since the last whole statement: what else is wrong follows from it. */
	private failed = false;
	private sinceEvent = 0;

	private message: StatementFormat | undefined;
	private version: string | undefined;
	private statements = 0;
	private statement: StatementInWork | undefined;
	/** Nodes of the open elements inside the statement. */
	private readonly path: Node[] = [];
	/** Open elements that are not read: unknown ones, or the rest of a statement with a fault. */
	private passed = 0;
	private depth = 0;
	private text = "";
	private entryLine = 0;

	constructor(sink: StatementSink, options: ReadOptions) {
		this.sink = sink;
		this.keepRaw = options.raw !== false;
		this.parser.on("opentag", (tag) => this.open(tag));
		this.parser.on("closetag", () => this.close());
		this.parser.on("text", (text) => this.addText(text));
		this.parser.on("cdata", (text) => this.addText(text));
		this.parser.on("error", (error) => this.broken(error.message));
	}

	write(bytes: Uint8Array): void {
		this.decoding ??= declaredDecoding(bytes);
		this.feed(this.ampersands.escape(this.decoding.decode(bytes)));
	}

	end(): void {
		if (this.decoding) this.feed(this.ampersands.escape(this.decoding.end()) + this.ampersands.end());
		if (!this.dead) this.parser.close();
		if (this.statement) this.fail(this.xmlFault("..."));
	}

	private feed(piece: string): void {
		if (this.dead || piece === "") return;
		// The declaration must stand first, but banks' mail gateways put blanks before it.
		const text = this.started ? piece : piece.replace(/^[\s\ufeff]+/, "");
		if (text === "") return;
		this.started = true;
		this.sinceEvent += text.length;
		if (this.keepRaw) this.source.add(text);
		this.parser.write(text);
		if (this.sinceEvent > LONGEST_TEXT) this.giveUp();
	}

	private open(tag: SaxesTagPlain): void {
		this.sinceEvent = 0;
		if (++this.depth > DEEPEST) this.giveUp();
		if (this.dead) return;
		const name = tag.name;
		if (this.statement === undefined) {
			if (isStatement(localName(name))) this.begin(localName(name));
			else this.noteMessage(tag);
			return;
		}
		if (this.passed > 0) {
			this.passed++;
			if (isStatement(localName(name))) this.beginInside(name);
			return;
		}
		const children = this.path[this.path.length - 1]?.children;
		const node = children?.get(name) ?? children?.get(localName(name));
		if (!node) {
			this.passed = 1;
			if (isStatement(localName(name))) this.beginInside(name);
			return;
		}
		this.path.push(node);
		this.text = "";
		node.open?.(this.statement.work);
		if (node.currency) this.takeCurrency(node, tag);
		if (node === ENTRY) {
			this.entryLine = this.parser.line;
			if (this.keepRaw) this.source.mark(this.parser.position);
		}
	}

	private close(): void {
		this.sinceEvent = 0;
		this.depth--;
		if (this.dead) return;
		if (!this.statement) return;
		if (this.passed > 0) {
			this.passed--;
			return;
		}
		const node = this.path.pop();
		if (node?.text && this.text !== "") {
			const text = this.text.trim();
			if (text !== "") node.text(this.statement.work, text);
		}
		this.text = "";
		node?.close?.(this.statement.work);
		if (node === ENTRY) this.finishEntry(this.statement);
		else if (this.path.length === 0) this.finishStatement();
	}

	private addText(text: string): void {
		this.sinceEvent = 0;
		if (this.passed === 0 && this.statement) this.text += text;
	}

	private takeCurrency(node: Node, tag: SaxesTagPlain): void {
		const currency = tag.attributes.Ccy;
		if (currency !== undefined && this.statement) node.currency?.(this.statement.work, currency.trim());
	}

	private noteMessage(tag: SaxesTagPlain): void {
		const name = localName(tag.name);
		for (const [root, format] of MESSAGES) if (name.startsWith(root)) this.message = format;
		for (const value of Object.values(tag.attributes)) {
			this.version ??= /camt\.05[234]\.\d{3}\.\d{2}/.exec(value)?.[0];
		}
	}

	private begin(name: string): void {
		this.statements++;
		const position = { line: this.parser.line, element: `${name}[${this.statements}]` };
		this.statement = new StatementInWork(this.message ?? STATEMENTS.get(name) ?? "camt.053", position);
		this.path.length = 0;
		this.path.push(STATEMENT);
		this.passed = 0;
		this.text = "";
	}

	/** A statement inside another one: the first was never closed. */
	private beginInside(name: string): void {
		this.fail(this.xmlFault(`<${name}>`));
		this.begin(localName(name));
	}

	private finishEntry(statement: StatementInWork): void {
		const raw = this.keepRaw ? this.source.take(this.parser.position) : "";
		try {
			this.sink({ type: "entry", entry: statement.finishEntry(this.entryLine, raw) });
		} catch (error) {
			if (!(error instanceof Unreadable)) throw error;
			this.fail(error.fault);
		}
	}

	private finishStatement(): void {
		const head = this.statement?.finish(this.version);
		this.statement = undefined;
		this.failed = false;
		if (head) this.sink({ type: "statement", head });
	}

	private fail(fault: StatementFault): void {
		this.failed = true;
		this.statement = undefined;
		this.path.length = 0;
		this.sink({ type: "fault", error: fault });
	}

	/** The parser goes on after an error; the statement it stands in is not trusted any more, the next one is. */
	private broken(message: string): void {
		if (this.dead) return;
		const got = message.replace(/^\d+:\d+: */, "");
		if (this.statement) this.fail(this.xmlFault(got));
		else if (!this.failed) this.fail(this.xmlFault(got));
	}

	private giveUp(): void {
		if (this.dead) return;
		this.fail(this.xmlFault("..."));
		this.dead = true;
	}

	private xmlFault(got: string): StatementFault {
		const element = this.statement?.position.element;
		return faultAt({ line: this.parser.line, element }, XML, got);
	}
}

const MESSAGES: readonly (readonly [string, StatementFormat])[] = [
	["BkToCstmrAcctRpt", "camt.052"],
	["BkToCstmrStmt", "camt.053"],
	["BkToCstmrDbtCdtNtfctn", "camt.054"],
];
const STATEMENTS: ReadonlyMap<string, StatementFormat> = new Map([
	["Rpt", "camt.052"],
	["Stmt", "camt.053"],
	["Ntfctn", "camt.054"],
]);
const XML = { de: "wohlgeformtes XML", en: "well-formed XML" };

function isStatement(name: string): boolean {
	return STATEMENTS.has(name);
}

function localName(name: string): string {
	const colon = name.indexOf(":");
	return colon < 0 ? name : name.slice(colon + 1);
}
